package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A driver that publishes a great many snapshots as fast as it can, then some one by one, waiting each time until all have seen it. */
final class ProvingWriter {
    private final DriverEnd end;
    private final MemorySegment acknowledgements;
    private final int readers;

    private ProvingWriter(Path directory, int readers) throws IOException {
        this.readers = readers;
        this.acknowledgements = Proof.acknowledgements(directory, readers);
        this.end = DriverEnd.create(directory, Proof.files(directory).ups(), "proof", "1", request -> { });
    }

    /** Arguments: the directory, how many readers, how many publications at full speed, how many one by one. */
    public static void main(String[] arguments) throws IOException {
        ProvingWriter writer = new ProvingWriter(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        writer.run(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
    }

    private void run(long atFullSpeed, long oneByOne) {
        end.publish(Proof.of(1));
        awaitAll(1);
        long begin = System.nanoTime();
        for (long n = 2; n <= atFullSpeed; n++) {
            end.publish(Proof.of(n));
        }
        long took = System.nanoTime() - begin;
        awaitAll(atFullSpeed);
        Random random = new Random(1);
        long worst = 0;
        long sum = 0;
        for (long n = atFullSpeed + 1; n <= atFullSpeed + oneByOne; n++) {
            LockSupport.parkNanos(random.nextLong(200_000));
            long rung = System.nanoTime();
            end.publish(Proof.of(n));
            awaitAll(n);
            worst = Math.max(worst, System.nanoTime() - rung);
            sum += System.nanoTime() - rung;
        }
        System.out.println("rate " + atFullSpeed * TimeUnit.SECONDS.toNanos(1) / took + " a second, to all readers in "
            + sum / oneByOne / 1000 + " us on average, " + worst / 1000 + " us at worst");
        end.close();
    }

    private void awaitAll(long number) {
        for (int i = 0; i < readers; i++) {
            while (RegionLayout.longAt(acknowledgements, i * 8L) < number) {
                Thread.yield();
            }
        }
    }
}
