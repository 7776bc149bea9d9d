package nut.upsmon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells the last shutdown script to have the UPS cut the power (upsmon.conf, POWERDOWNFLAG). */
final class PowerDownFlag {
    /** What NUT writes into it too, so that either side's {@code upsmon -K} knows it. */
    private static final String MAGIC = "upsmon-shutdown-file";

    private PowerDownFlag() {
    }

    static void set(Path flag) throws IOException {
        Files.writeString(flag, MAGIC, StandardCharsets.US_ASCII);
    }

    static boolean isSet(Path flag) {
        try {
            return Files.readString(flag, StandardCharsets.US_ASCII).startsWith(MAGIC);
        } catch (IOException absent) {
            return false;
        }
    }

    static void clear(Path flag) throws IOException {
        if (isSet(flag)) {
            Files.delete(flag);
        }
    }
}
