package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LocalClock} beside the JDK's rules for the same zone. */
class LocalClockTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HOURS = 8760;

    @Test
    void aYearHasTheSameHours() {
        LocalClock.readZone();

        for (int hour = 0; hour < HOURS; hour += 5) {
            Instant at = BEGIN.plus(hour, ChronoUnit.HOURS).plusSeconds(hour % 60);
            assertEquals(byTheJdk(at, ZoneId.systemDefault()), LocalClock.at(at.getEpochSecond()), at.toString());
        }
    }

    /** Where summer time begins and ends; the zone is read once in a process, so this needs one of its own. */
    @Test
    void summerTimeIsHeeded() throws IOException, InterruptedException {
        ProcessBuilder other = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
            "-cp", path(), Print.class.getName());
        other.environment().put("TZ", "Europe/Berlin");
        Process process = other.redirectError(ProcessBuilder.Redirect.INHERIT).start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        StringBuilder expected = new StringBuilder();
        Print.MOMENTS.forEach(at -> expected.append(byTheJdk(at, ZoneId.of("Europe/Berlin"))).append('\n'));
        assertEquals(expected.toString(), said);
        assertEquals(0, process.waitFor());
    }

    private static String path() {
        String modules = System.getProperty("jdk.module.path");
        return System.getProperty("java.class.path") + (modules == null ? "" : ":" + modules) + ":"
            + LocalClockTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static LocalClock.Moment byTheJdk(Instant at, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(at, zone);
        return new LocalClock.Moment(time.getMonthValue(), time.getDayOfMonth(), time.getHour(), time.getMinute(), time.getSecond());
    }

    /** Prints the moments around the changes of 2026, in the zone of its process. */
    static final class Print {
        static final List<Instant> MOMENTS = List.of(Instant.parse("2026-03-29T00:59:59Z"), Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T00:59:59Z"), Instant.parse("2026-10-25T01:00:00Z"));

        private Print() {
        }

        public static void main(String[] args) {
            LocalClock.readZone();
            MOMENTS.forEach(at -> System.out.println(LocalClock.at(at.getEpochSecond())));
        }
    }
}
