package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The same as {@link ProvingReader}, through upsd's own end, and to the driver's orderly leave. */
final class ProvingUpsd {
    private ProvingUpsd() {
    }

    /** Arguments: the directory, this reader's place, how many readers, the last number. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        long place = Long.parseLong(arguments[1]) * 8;
        MemorySegment acknowledgements = Proof.acknowledgements(directory, Integer.parseInt(arguments[2]));
        AtomicLong number = new AtomicLong();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (DirectoryWatch watch = DirectoryWatch.open(directory);
            UpsdEnd end = UpsdEnd.follow(watch, directory, Proof.files(directory).ups(), "1", new UpsdEnd.Listener() {
                @Override
                public void changed(DriverView view) {
                    try {
                        long newest = Proof.number(view.snapshot());
                        if (newest < number.getAndSet(newest)) {
                            throw new AssertionError(newest + " after " + number);
                        }
                        RegionLayout.putLong(acknowledgements, place, newest);
                    } catch (AssertionError failed) {
                        wrong.compareAndSet(null, failed);
                    }
                }

                @Override
                public void outcome(long id, Outcome outcome) {
                    wrong.set(new AssertionError("an outcome that nobody asked for"));
                }
            })) {
            while (end.view().status() != DataStatus.CLOSED && wrong.get() == null) {
                LockSupport.parkNanos(5_000_000);
            }
        }
        System.out.println("ended with " + number + (wrong.get() == null ? "" : ", wrong: " + wrong.get()));
    }
}
