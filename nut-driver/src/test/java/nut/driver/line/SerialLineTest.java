package nut.driver.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import nut.common.posix.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SerialLineTest {
    private static final SerialLine.Setup SETUP = new SerialLine.Setup(2400, true, true, true);
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final Semaphore news = new Semaphore(0);

    @Test
    void everyByteComesThroughAndIsAnnounced() throws IOException, InterruptedException {
        try (Pty pty = Pty.open(); SerialLine line = open(pty.device())) {
            for (int value = 0; value < 256; value++) {
                pty.write((byte) value);
                news.acquire();

                assertEquals(value, line.read(line.nanos() + TEN_SECONDS));
            }
        }
    }

    @Test
    void whatIsWrittenArrives() throws IOException {
        try (Pty pty = Pty.open(); SerialLine line = open(pty.device())) {
            byte[] arrived = new byte[8];

            line.write((byte) 'Y');
            int count = pty.read(arrived);

            assertEquals(1, count);
            assertEquals('Y', arrived[0]);
        }
    }

    @Test
    void nothingIsReadWhenNothingComes() throws IOException {
        try (Pty pty = Pty.open(); SerialLine line = open(pty.device())) {
            assertEquals(Line.NOTHING, line.read(line.nanos() + 1_000_000));
            assertFalse(line.hasNews());
        }
    }

    @Test
    void whatWasSentBeforeThePortWasOpenedIsNotRead() throws IOException {
        try (Pty pty = Pty.open()) {
            pty.write((byte) '!');
            try (SerialLine line = open(pty.device())) {
                assertEquals(Line.NOTHING, line.read(line.nanos() + 50_000_000));
            }
        }
    }

    @Test
    void aDeviceThatGoesAwayIsNewsAndALostLine() throws IOException, InterruptedException {
        Pty pty = Pty.open();
        try (SerialLine line = open(pty.device())) {
            pty.close();
            news.acquire();

            assertTrue(line.hasNews());
            assertThrows(LineLost.class, () -> line.read(line.nanos() + TEN_SECONDS));
            assertThrows(LineLost.class, () -> line.write((byte) 'Y'));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsALineLostWithItsReason(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("ttyS0"), folder.resolve("nowhere"));

        assertEquals("no such device", assertThrows(LineLost.class, () -> open(folder.resolve("null"))).getMessage());
        assertEquals("its link points to nothing", assertThrows(LineLost.class, () -> open(link)).getMessage());
    }

    @Test
    void aPortThatAnotherProgramHasOpenIsNotOpened() throws IOException {
        try (Pty pty = Pty.open()) {
            Process other = new ProcessBuilder("flock", pty.device().toString(), "sh", "-c", "echo held; cat").start();
            assertEquals("held", other.inputReader().readLine());

            LineLost fault = assertThrows(LineLost.class, () -> open(pty.device()));
            other.getOutputStream().close();
            other.onExit().join();

            assertEquals("another program has it open", fault.getMessage());
            open(pty.device()).close();
        }
    }

    @Test
    void aPortThatWasClosedCanBeOpenedAgain() throws IOException {
        try (Pty pty = Pty.open()) {
            for (int i = 0; i < 20; i++) {
                try (SerialLine line = open(pty.device())) {
                    pty.write((byte) 'S');

                    assertEquals('S', line.read(line.nanos() + TEN_SECONDS));
                }
            }
        }
    }

    @Test
    void whenNobodyReadsTheOldestBytesAreThrownAway() throws IOException {
        ByteInbox inbox = new ByteInbox(news::release);
        byte[] bytes = new byte[5000];
        bytes[bytes.length - 1] = 7;

        inbox.put(bytes, bytes.length);

        assertEquals(5000 - 4096, inbox.thrownAway());
        for (int i = 1; i < 4096; i++) {
            inbox.take(System.nanoTime());
        }
        assertEquals(7, inbox.take(System.nanoTime()));
    }

    private SerialLine open(Path device) throws LineLost {
        return SerialLine.open(device, SETUP, news::release);
    }
}
