package nut.upsmon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that tells the last shutdown script to have the UPS cut the power (upsmon.conf, POWERDOWNFLAG). */
final class PowerDownFlag {
    private static final Logger LOG = LoggerFactory.getLogger(PowerDownFlag.class);
    /** What NUT writes into it too, so that either side's {@code upsmon -K} knows it. */
    private static final String MAGIC = "upsmon-shutdown-file";

    private PowerDownFlag() {
    }

    /** Sets the flag. A machine whose flag cannot be set is shut down all the same, so a failure is only logged. */
    static void set(Path flag) {
        try {
            Files.writeString(flag, MAGIC, StandardCharsets.US_ASCII);
        } catch (IOException unwritable) {
            LOG.error("POWERDOWNFLAG {} cannot be written: {}; the UPS will not be told to cut the power", flag, unwritable.toString());
        }
    }

    /** Whether the flag is set: a file with other content is somebody else's and no flag. */
    static boolean isSet(Path flag) {
        try {
            return Files.readString(flag, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
        } catch (IOException absent) {
            return false;
        }
    }

    /** Takes away what a shutdown before this start has left. */
    static void clear(Path flag) {
        try {
            if (isSet(flag)) {
                Files.delete(flag);
            } else if (Files.exists(flag)) {
                LOG.error("POWERDOWNFLAG ({}) does not contain the upsmon magic string; is it another program's file?", flag);
            }
        } catch (IOException left) {
            LOG.error("POWERDOWNFLAG {} of an earlier shutdown cannot be removed: {}; remove it, or the next halt cuts the power", flag,
                left.toString());
        }
    }
}
