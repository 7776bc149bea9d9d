package nut.common.state;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that reads a region until it has seen a certain publication, sleeping on the doorbell only: without the last ring it would not
 * end. Arguments: the file, and the number.
 */
final class Observer {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private Observer() {
    }

    /** Runs it; 1 is the status when it saw what must not be. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        long last = Long.parseLong(arguments[1]);
        MemorySegment region = StateFiles.map(file, RegionLayout.FILE_SIZE, Files.getAttribute(file, "unix:uid"));
        RegionReader reader = new RegionReader(region, file.toString(), Publisher.EPOCH);
        System.out.println("watching");
        long looks = 0;
        for (long seen = 0; seen < last; looks++) {
            int bell = reader.doorbell().value();
            byte[] text = reader.newest();
            long number = text.length == 0 ? 0 : CountingText.number(text);
            if (number < seen) {
                System.out.println("saw " + number + " after " + seen);
                System.exit(1);
            }
            if (number == seen) {
                reader.doorbell().await(bell, FOR_EVER);
            }
            seen = number;
        }
        System.out.println("saw " + last + " in " + looks + " looks");
    }
}
