package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import nut.common.posix.Futex;

/** A reader in a process of its own: proves each snapshot that it takes, sleeps at the doorbell in between, and says what it saw. */
final class ProvingReader {
    /** A sleep that ends only with this is a lost wake-up: the test's time is over before. */
    private static final Futex.Patience FOR_EVER = Futex.patience(Duration.ofMinutes(5));

    private final StateFiles files;
    private final MemorySegment acknowledgements;
    private final int place;
    private final long last;
    private long number;
    private long distinct;
    private long sleeps;

    private ProvingReader(Path directory, int place, int readers, long last) throws IOException {
        this.files = Proof.files(directory);
        this.acknowledgements = Proof.acknowledgements(directory, readers);
        this.place = place;
        this.last = last;
    }

    /** Arguments: the directory, this reader's place, how many readers, the last number. */
    public static void main(String[] arguments) throws IOException, RegionFault {
        ProvingReader reader = new ProvingReader(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]));
        reader.run();
        System.out.println("ended with " + reader.number + ", " + reader.distinct + " distinct, " + reader.sleeps + " sleeps");
    }

    private void run() throws IOException, RegionFault {
        Stub stub = awaitStub();
        RegionReader region = new RegionReader(StateFiles.map(files.region(), stub.size(), stub.owner()), "region", stub.epoch());
        Doorbell bell = region.doorbell();
        while (number < last) {
            int seen = bell.value();
            take(Proof.number(SnapshotText.parse("region", region.newest())));
            if (number < last) {
                sleeps++;
                bell.await(seen, FOR_EVER);
            }
        }
    }

    private void take(long newest) {
        if (newest < number) {
            throw new AssertionError(newest + " after " + number);
        }
        distinct += newest > number ? 1 : 0;
        number = newest;
        RegionLayout.putLong(acknowledgements, place * 8L, number);
    }

    private Stub awaitStub() throws IOException, RegionFault {
        for (;;) {
            Stub stub = Stub.read(files.driverStub());
            if (stub != null) {
                return stub;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
