package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The parent under strace(1). Each thread is seen in the call that it sleeps in when strace attaches: one in read(), the others in a wait
 * without a time limit. No such thread wakes by itself, however long one looks; and while the UPS's status changes, none is woken.
 */
@Timeout(180)
class SilentParentTest extends PrimaryOfOneUps {
    private static final int CHANGES = 20;
    private static final int ATTEMPTS = 5;
    /** What strace writes of a thread that sleeps; it leaves the end of the line open until another thread has something to say. */
    private static final String OPEN = "( <unfinished \\.\\.\\.>)?$";
    private static final String READ = "^\\d+ +read\\(\\d+, ?" + OPEN;
    private static final String WAIT =
        "^\\d+ +(futex\\(0x[0-9a-f]+, FUTEX_WAIT\\w*(\\|\\w+)*, \\d+, NULL(, FUTEX_BITSET_MATCH_ANY)?|pause\\()" + OPEN;
    private static final String ORDER = "^( <unfinished \\.\\.\\.>\n)?(\\d+ +<\\.\\.\\. read resumed>)?\"S\", 1\\) += 1\n";

    private Process strace;

    @AfterEach
    void killStrace() {
        if (strace != null) {
            strace.destroyForcibly();
        }
    }

    @Test
    void nothingButTheOrderToShutDownWakesTheParent() throws IOException, InterruptedException {
        upsmon.start();
        Path trace = attach();

        for (int i = 0; i < CHANGES; i++) {
            int count = upsmon.notified().size();
            upsd.status("su700", i % 2 == 0 ? "OB" : "OL");
            upsmon.until("change " + i + " is notified", () -> upsmon.notified().size() > count);
        }
        String silence = Files.readString(trace);
        upsd.status("su700", "OB LB");
        upsmon.until("SHUTDOWNCMD", () -> upsmon.down().contains("down"));
        upsmon.end();

        List<String> sleepers = silence.lines().toList();
        String rest = Files.readString(trace).substring(silence.length());
        assertEquals(1, sleepers.stream().filter(line -> line.matches(READ)).count(), silence);
        assertEquals(List.of(), sleepers.stream().filter(line -> !line.matches(READ) && !line.matches(WAIT)).toList());
        assertTrue(Pattern.compile(ORDER).matcher(rest).lookingAt(), rest.substring(0, Math.min(rest.length(), 200)));
    }

    /** Attaches to all threads, when the last of them has gone to sleep. */
    private Path attach() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        Path tasks = Path.of("/proc", Long.toString(upsmon.parent().pid()), "task");
        upsmon.until("a thread is blocked in read()", () -> blockedInRead(tasks));
        Path trace = directory.resolve("trace");
        Path said = directory.resolve("strace.err");
        for (int i = 0; i < ATTEMPTS; i++) {
            strace = new ProcessBuilder("/usr/bin/strace", "-f", "-p", Long.toString(upsmon.parent().pid()), "-o", trace.toString())
                .redirectError(said.toFile()).start();
            upsmon.until("strace attaches, or gives up", () -> !strace.isAlive() || lines(trace) >= entries(tasks));
            if (strace.isAlive()) {
                return trace;
            }
            strace.waitFor(1, TimeUnit.SECONDS);
        }
        Assumptions.abort("strace may not attach: " + Files.readString(said));
        return trace;
    }

    private static boolean blockedInRead(Path tasks) {
        try (var all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                if (Files.readString(task.resolve("comm")).equals("orders\n")) {
                    return Files.readString(task.resolve("status")).contains("State:\tS");
                }
            }
            return false;
        } catch (IOException gone) {
            return false;
        }
    }

    private static int lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int entries(Path tasks) {
        String[] names = tasks.toFile().list();
        return names == null ? Integer.MAX_VALUE : names.length;
    }
}
