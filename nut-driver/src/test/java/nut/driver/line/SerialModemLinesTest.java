package nut.driver.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nut.common.posix.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen without a serial port; docs/genericups.md says how the rest is tried on a 16550. */
@Timeout(30)
class SerialModemLinesTest {
    private static final OutputLines DTR = new OutputLines(true, false, false);
    private static final String NO_MODEM_LINES = "it has no modem lines, which a contact-closure UPS speaks through; is it a serial port?";

    @TempDir
    private Path folder;

    @Test
    void aTerminalWithoutModemLinesIsRefused() throws IOException {
        try (Pty pty = Pty.open()) {
            assertEquals(NO_MODEM_LINES, reason(pty.device()));
            assertEquals(NO_MODEM_LINES, reason(pty.device()));
        }
    }

    @Test
    void whatIsNoTerminalIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(NO_MODEM_LINES, reason(Path.of("/dev/null")));
        assertEquals(NO_MODEM_LINES, reason(file));
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("ttyS0"), folder.resolve("nowhere"));

        assertEquals("no such device", reason(folder.resolve("null")));
        assertEquals("its link points to nothing", reason(link));
    }

    @Test
    void aPortThatAnotherProgramHasLockedIsRefusedBeforeItsLinesAreTouched() throws IOException {
        try (Pty pty = Pty.open()) {
            Process other = new ProcessBuilder("flock", pty.device().toString(), "sh", "-c", "echo held; cat").start();
            assertEquals("held", other.inputReader().readLine());

            String locked = reason(pty.device());
            other.getOutputStream().close();
            other.onExit().join();

            assertEquals("another program has it open", locked);
        }
    }

    private static String reason(Path device) {
        return assertThrows(LineLost.class, () -> SerialModemLines.open(device, DTR, true)).getMessage();
    }
}
