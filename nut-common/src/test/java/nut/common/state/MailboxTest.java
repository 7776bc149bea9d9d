package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MailboxTest {
    private static final long EPOCH = 0x0102_0304_0506_0708L;
    private static final long DRIVER_EPOCH = 77;

    @TempDir
    private Path folder;
    private MemorySegment memory;
    private MailboxWriter upsd;

    @BeforeEach
    void make() {
        memory = Arena.ofAuto().allocate(MailboxLayout.FILE_SIZE, 8);
        upsd = new MailboxWriter(memory, EPOCH, 1, DRIVER_EPOCH);
    }

    @Test
    void requestsComeInTheirOrderAlsoAroundTheRing() throws RegionFault {
        MailboxReader driver = reader();
        int number = 0;
        for (int round = 1; round < 30; round++) {
            for (int i = 0; i < round; i++) {
                long id = post("SET", "ups.id", "Rack \"" + (number + i) + "\"");
                assertEquals(EPOCH + 1 + number + i, id);
            }
            for (Request request : driver.take()) {
                assertEquals(new Request(EPOCH + 1 + number, List.of("SET", "ups.id", "Rack \"" + number + "\"")), request);
                number++;
            }
            assertEquals(round * (round + 1) / 2, number);
        }

        assertEquals(List.of(), driver.take());
        assertTrue(number > 6 * MailboxLayout.ENTRY_COUNT);
    }

    @Test
    void aFullRingIsTakenWholeAndOneMoreIsAFault() throws RegionFault {
        MailboxReader inTime = reader();
        MailboxReader tooLate = reader();
        for (int i = 0; i < MailboxLayout.ENTRY_COUNT; i++) {
            post("INSTCMD", "beeper.mute");
        }
        List<Request> taken = inTime.take();
        post("INSTCMD", "load.off");

        assertEquals(MailboxLayout.ENTRY_COUNT, taken.size());
        assertEquals(List.of("INSTCMD", "load.off"), inTime.take().getFirst().words());
        assertEquals("mailbox claims more requests than it has entries", assertThrows(RegionFault.class, tooLate::take).getMessage());
    }

    @Test
    void theLongestRequestFits() throws RegionFault {
        MailboxReader driver = reader();
        byte[] longest = ("INSTCMD " + "x".repeat(500) + ' ' + "y".repeat(499)).getBytes(StandardCharsets.US_ASCII);
        upsd.post(longest);

        assertEquals(MailboxLayout.MAXIMUM_TEXT, longest.length);
        assertEquals(List.of("INSTCMD", "x".repeat(500), "y".repeat(499)), driver.take().getFirst().words());
        assertThrows(IllegalArgumentException.class, () -> upsd.post(new byte[MailboxLayout.MAXIMUM_TEXT + 1]));
    }

    @Test
    void aMailboxForAnotherStartOfTheDriverIsAFault() {
        RegionFault fault = assertThrows(RegionFault.class, () -> new MailboxReader(memory, "mailbox", EPOCH, DRIVER_EPOCH + 1));

        assertEquals("mailbox is meant for another start of the driver", fault.getMessage());
    }

    @Test
    void anyByteMayBeWrong() throws RegionFault {
        post("INSTCMD", "test.panel.start");
        post("SET", "ups.id", "Rack");
        int damaged = 0;
        int faults = 0;
        for (int at = 0; at < MailboxLayout.HEADER_SIZE + 4 * MailboxLayout.ENTRY_SIZE; at++) {
            for (int bits : new int[] {1, 0x80, 0xFF}) {
                MailboxReader early = reader();
                flip(at, bits);
                try {
                    reader();
                    List<Request> requests = early.take();
                    damaged += requests.stream().anyMatch(request -> request.words().isEmpty()) ? 1 : 0;
                    requests.forEach(MailboxTest::judge);
                } catch (RegionFault fault) {
                    assertTrue(fault.getMessage().startsWith("mailbox "), fault.getMessage());
                    faults++;
                }
                flip(at, bits);
            }
        }

        int entries = 2 * MailboxLayout.ENTRY_HEADER_SIZE + "\"INSTCMD\" \"test.panel.start\"\"SET\" \"ups.id\" \"Rack\"".length();
        int claimedButNeverWritten = 1;
        assertEquals(3 * entries + claimedButNeverWritten, damaged);
        assertTrue(faults >= 3 * (8 + 4 + 4 + 4 + 8 + 8 + 7), faults + " faults");
    }

    @Test
    void anAbsurdLengthIsADamagedRequest() throws RegionFault {
        for (int absurd : new int[] {MailboxLayout.MAXIMUM_TEXT + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            make();
            long id = post("INSTCMD", "load.off");
            MailboxReader driver = reader();
            RegionLayout.putInt(memory, MailboxLayout.entryAt(1) + MailboxLayout.ENTRY_LENGTH, absurd);

            assertEquals(List.of(new Request(id, List.of())), driver.take());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097})
    void aFileCutShortUnderTheDriverIsAFaultAndNoRequest(int size) throws IOException, RegionFault {
        for (int readsBefore : new int[] {0, 20_000}) {
            Path file = folder.resolve("su700.mailbox");
            MailboxWriter writer = new MailboxWriter(StateFiles.create(file, MailboxLayout.FILE_SIZE), EPOCH, 1, DRIVER_EPOCH);
            MemorySegment mapped = StateFiles.map(file, MailboxLayout.FILE_SIZE, Files.getAttribute(file, "unix:uid"));
            MailboxReader driver = new MailboxReader(mapped, "mailbox", EPOCH, DRIVER_EPOCH);
            for (int i = 0; i < readsBefore; i++) {
                writer.post(SnapshotText.encodeWords(List.of("INSTCMD", "beeper.mute")));
                assertEquals(1, driver.take().size());
            }
            writer.post(SnapshotText.encodeWords(List.of("INSTCMD", "load.off")));
            HandmadeDriver.cut(file, size);

            assertEquals(List.of(), taken(driver));
            assertTrue(size > 0 || isFault(driver));
        }
    }

    /** What would be carried out. */
    private static List<Request> taken(MailboxReader driver) {
        try {
            return driver.take().stream().filter(request -> !request.words().isEmpty()).toList();
        } catch (RegionFault fault) {
            return List.of();
        }
    }

    private static boolean isFault(MailboxReader driver) {
        assertThrows(RegionFault.class, driver::take);
        return true;
    }

    private long post(String... words) {
        return upsd.post(SnapshotText.encodeWords(List.of(words)));
    }

    private MailboxReader reader() throws RegionFault {
        return new MailboxReader(memory, "mailbox", EPOCH, DRIVER_EPOCH);
    }

    private void flip(long at, int bits) {
        memory.set(JAVA_BYTE, at, (byte) (memory.get(JAVA_BYTE, at) ^ bits));
    }

    /** What is carried out is what upsd wrote. */
    private static void judge(Request request) {
        List<String> written = switch ((int) (request.id() - EPOCH)) {
            case 1 -> List.of("INSTCMD", "test.panel.start");
            case 2 -> List.of("SET", "ups.id", "Rack");
            default -> List.of();
        };
        assertTrue(request.words().isEmpty() || request.words().equals(written), request.toString());
    }
}
