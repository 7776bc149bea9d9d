package nut.jail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;

/** A log daemon of the test's own, on a machine that has none. */
final class DevLog {
    private static final Path DEVICE = Path.of("/dev/log");

    private DevLog() {
    }

    /** Listens on /dev/log; a machine's own log daemon is left alone, and the test that asks is skipped. */
    static UnixDatagram listen() throws IOException {
        assumeTrue(!isAlive(), "this test needs /dev/log for itself, and a log daemon of this machine listens there");
        remove();
        UnixDatagram socket = UnixDatagram.bind(DEVICE.toString());
        Files.setPosixFilePermissions(DEVICE, PosixFilePermissions.fromString("rw-rw-rw-"));
        return socket;
    }

    /** Takes away what is left of the socket when nobody listens any more. */
    static void remove() throws IOException {
        if (!isAlive()) {
            Files.deleteIfExists(DEVICE);
        }
    }

    private static boolean isAlive() {
        try (UnixDatagram _ = UnixDatagram.connect(DEVICE.toString())) {
            return true;
        } catch (PosixException nobodyListens) {
            return false;
        }
    }
}
