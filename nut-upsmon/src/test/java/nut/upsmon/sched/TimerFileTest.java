package nut.upsmon.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerFileTest {
    private static final List<Timer> TIMERS = List.of(
        new Timer("a \"b\"", 5, List.of(new Event("ONBATT", "u", "m # \\"), new Event("ONBATT", "v", "")), 0),
        new Timer("a", 1L << 50, List.of(new Event("FSD", "", "")), 0));

    @TempDir
    private Path directory;
    private Path pipe;
    private Path onDisk;
    private TimerFile file;

    @BeforeEach
    void name() {
        pipe = directory.resolve("pipe");
        onDisk = directory.resolve("pipe.timers");
        file = TimerFile.of(pipe, new Life("boot-1", "7/1"));
    }

    @Test
    void timersComeBackAndAreTheOwnersAlone() throws IOException {
        file.save(TIMERS);

        assertEquals(TIMERS, TimerFile.of(pipe, new Life("boot-1", "7/1")).load());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(onDisk)));
    }

    @Test
    void timersOfAnotherBootOrAnotherUpsmonAreForgotten() throws IOException {
        file.save(TIMERS);

        assertEquals(List.of(), TimerFile.of(pipe, new Life("boot-2", "7/1")).load());
        assertEquals(List.of(), TimerFile.of(pipe, new Life("boot-1", "8/1")).load());
        assertEquals(List.of(), TimerFile.adopted(pipe, new Life("boot-2", "7/1")).load());
    }

    @Test
    void theDaemonTakesTheTimersOfWhoeverStartedItAndKeepsThemForIt() throws IOException {
        file.save(TIMERS);
        TimerFile adopted = TimerFile.adopted(pipe, new Life("boot-1", "99/9"));
        adopted.load();
        adopted.save(TIMERS);

        assertEquals(TIMERS, file.load());
    }

    @Test
    void whatCannotBeToldFromAnotherLifeIsNotBelieved() throws IOException {
        TimerFile unknown = TimerFile.of(pipe, new Life("", ""));
        unknown.save(TIMERS);

        assertEquals(List.of(), unknown.load());
    }

    @Test
    void noTimersAreNoFile() throws IOException {
        file.save(TIMERS);
        file.save(List.of());

        assertFalse(Files.exists(onDisk));
        assertEquals(List.of(), file.load());
    }

    @Test
    void aTornFileGivesTheTimersThatAreWhole() throws IOException {
        file.save(TIMERS);
        String whole = Files.readString(onDisk, StandardCharsets.ISO_8859_1);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = whole.substring(0, random.nextInt(whole.length() + 1)).getBytes(StandardCharsets.ISO_8859_1);
            for (int n = random.nextInt(3); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(onDisk, bytes);

            for (Timer timer : file.load()) {
                assertFalse(timer.causes().isEmpty());
            }
        }
    }
}
