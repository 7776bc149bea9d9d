package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nut.common.posix.OpenFiles;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void theLimitIsTheOneThatTheSystemTells() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream().filter(l -> l.startsWith("Max open files")).findFirst()
            .orElseThrow();

        assertEquals(Integer.parseInt(line.split(" {2,}")[1]), OpenFiles.most());
    }

    @Test
    void withoutMaxconnThereIsRoomForFewerClientsThanFilesMayBeOpen() {
        int one = Room.forConnections(Integer.MAX_VALUE, 1);
        int hundred = Room.forConnections(Integer.MAX_VALUE, 100);

        assertTrue(one < OpenFiles.most() && hundred < one, one + " and " + hundred);
    }

    @Test
    void aMaxconnBeyondTheLimitIsLoweredAndSaid() {
        try (LogLines log = new LogLines(Room.class)) {
            int room = Room.forConnections(Integer.MAX_VALUE - 1, 1);

            assertEquals(Room.forConnections(Integer.MAX_VALUE, 1), room);
            assertEquals(1, log.lines().size());
        }
    }

    @Test
    void aMaxconnWithinTheLimitCounts() {
        assertEquals(10, Room.forConnections(10, 1));
    }
}
