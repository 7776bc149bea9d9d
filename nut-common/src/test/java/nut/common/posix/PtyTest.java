package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PtyTest {
    private static final byte[] EVERY_BYTE = everyByte();

    @Test
    void everyByteGoesThroughUnchangedInBothDirections() throws IOException {
        try (Pty pty = Pty.open(); RandomAccessFile device = new RandomAccessFile(pty.device().toFile(), "rw")) {
            device.write(EVERY_BYTE);
            byte[] arrived = readAll(pty, EVERY_BYTE.length);
            int taken = pty.write(EVERY_BYTE);
            byte[] returned = new byte[EVERY_BYTE.length];
            device.readFully(returned);

            assertArrayEquals(EVERY_BYTE, arrived);
            assertEquals(EVERY_BYTE.length, taken);
            assertArrayEquals(EVERY_BYTE, returned);
        }
    }

    @Test
    void theDeviceStaysWhenItsUserLeaves() throws IOException {
        try (Pty pty = Pty.open()) {
            new RandomAccessFile(pty.device().toFile(), "rw").close();
            int taken;
            try (RandomAccessFile again = new RandomAccessFile(pty.device().toFile(), "rw")) {
                again.write('Y');
                taken = readAll(pty, 1)[0];
            }

            assertEquals('Y', taken);
        }
    }

    @Test
    void wakingEndsAReadWithNothing() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (Pty pty = Pty.open()) {
                pty.wake();

                int count = pty.read(new byte[8]);

                assertEquals(0, count);
            }
        });
    }

    @Test
    void closingHangsTheUserOfTheDeviceUp() throws IOException {
        Pty pty = Pty.open();
        try (RandomAccessFile device = new RandomAccessFile(pty.device().toFile(), "rw")) {
            pty.close();

            assertEquals(-1, device.read());
        }
    }

    @Test
    void writingToADeviceThatNobodyReadsNeverWaits() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (Pty pty = Pty.open()) {
                int taken = 1;
                for (int i = 0; i < 4096 && taken > 0; i++) {
                    taken = pty.write(EVERY_BYTE);
                }

                assertEquals(0, taken);
            }
        });
    }

    private static byte[] readAll(Pty pty, int count) throws IOException {
        byte[] all = new byte[count];
        byte[] piece = new byte[count];
        int filled = 0;
        while (filled < count) {
            int got = pty.read(piece);
            System.arraycopy(piece, 0, all, filled, got);
            filled += got;
        }
        return all;
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
