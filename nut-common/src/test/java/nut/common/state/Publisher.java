package nut.common.state;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import nut.common.posix.LifeLock;

/** A process that writes a region. Arguments: the file, how many publications to make, and "stay" or "end". */
final class Publisher {
    static final long EPOCH = 7;

    private Publisher() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        MemorySegment region = StateFiles.create(Path.of(arguments[0]), RegionLayout.FILE_SIZE);
        LifeLock lock = StateFiles.lock(Path.of(arguments[0]));
        RegionWriter writer = new RegionWriter(region, EPOCH, ProcessHandle.current().pid());
        System.out.println("made");
        while (arguments[2].equals("on word") && System.in.read() != '\n') {
            continue;
        }
        long total = Long.parseLong(arguments[1]);
        long begin = System.nanoTime();
        for (long number = 1; number <= total; number++) {
            writer.publish(CountingText.of(number));
            writer.ring();
        }
        System.out.println("published " + total + " in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        lock.close();
    }
}
