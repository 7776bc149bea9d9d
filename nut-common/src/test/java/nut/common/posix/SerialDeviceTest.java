package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SerialDeviceTest {
    @Test
    void theLinesCanBeKeptAfterClosing() throws IOException {
        try (Pty pty = Pty.open()) {
            new ProcessBuilder("stty", "-F", pty.device().toString(), "hupcl").start().onExit().join();
            try (SerialDevice device = SerialDevice.open(pty.device())) {
                boolean before = device.lowersLinesAfterClose();
                device.keepLinesAfterClose();

                assertTrue(before);
                assertFalse(device.lowersLinesAfterClose());
            }
            Process stty = new ProcessBuilder("stty", "-a", "-F", pty.device().toString()).start();
            assertTrue(new String(stty.getInputStream().readAllBytes()).contains(" -hupcl "));
        }
    }

    @Test
    void aLockOfAnotherIsSeenAndOurLookTakesNone() throws IOException {
        try (Pty pty = Pty.open(); SerialDevice device = SerialDevice.open(pty.device())) {
            boolean free = device.isLocked();
            Process other = new ProcessBuilder("flock", "-n", pty.device().toString(), "sh", "-c", "echo held; cat").start();

            assertFalse(free);
            assertEquals("held", other.inputReader().readLine());
            assertTrue(device.isLocked());
            other.getOutputStream().close();
            other.onExit().join();
            assertFalse(device.isLocked());
        }
    }

    @Test
    void aTerminalWithoutModemLinesSaysSo() throws IOException {
        try (Pty pty = Pty.open(); SerialDevice device = SerialDevice.open(pty.device())) {
            PosixException fault = assertThrows(PosixException.class, () -> device.setLines(true, false));

            assertEquals(25, fault.errno());
        }
    }

    @Test
    void whatIsNoTerminalIsNotOpened() {
        PosixException fault = assertThrows(PosixException.class, () -> SerialDevice.open(Path.of("/dev/null")));

        assertEquals(25, fault.errno());
    }
}
