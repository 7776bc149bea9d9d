package nut.jail.chain;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads what the simulated UPS wrote of itself: the only witness of when a byte left it. */
public final class UpsLog {
    private final Path file;

    UpsLog(Path file) {
        this.file = file;
    }

    /**
     * When something first happened after a moment.
     *
     * @param what        the kind and the words of a line, for example {@code TX 21 !} or {@code EVENT MAINS LOST}
     * @param afterNanos  CLOCK_BOOTTIME nanoseconds
     */
    public OptionalLong first(String what, long afterNanos) throws IOException {
        for (String line : Files.readString(file).split("\n")) {
            String[] fields = line.trim().split("\\s+", 3);
            if (fields.length == 3 && fields[2].replaceAll("\\s+", " ").startsWith(what)) {
                long nanos = nanos(fields[0]);
                if (nanos >= afterNanos) {
                    return OptionalLong.of(nanos);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValue();
    }
}
