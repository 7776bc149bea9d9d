package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nut.jail.MadeJail.Ended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How mkjail puts the new in the place of the old: what stays, and what a kill leaves. */
@Timeout(300)
class MkjailSwapIT {
    private static final String UPSD = "/usr/local/ups/sbin/upsd";

    @TempDir
    private Path folder;
    private MadeJail jail;

    @BeforeEach
    void beRoot() throws IOException {
        jail = new MadeJail(folder);
    }

    private Map<String, Object> inodes(String... paths) throws IOException {
        Map<String, Object> inodes = new LinkedHashMap<>();
        for (String path : paths) {
            inodes.put(path, Files.getAttribute(jail.path(path), "unix:ino", LinkOption.NOFOLLOW_LINKS));
        }
        return inodes;
    }

    /** Rules of Landlock belong to a directory: those for what all read, and for what upsd alone reads, are to outlive updates. */
    @Test
    void anUpdateLeavesTheDirectoriesThatRulesAreAbout() throws IOException, InterruptedException {
        jail.mkjail().well();
        String[] staying = {"common", "upsd", "usr", "etc"};
        Map<String, Object> before = inodes(staying);
        Map<String, Object> content = inodes("common/now", "upsd/now");
        jail.configure("upsd.conf", "LISTEN 127.0.0.1 2\n");
        jail.mkjail().well();

        assertEquals(before, inodes(staying));
        assertNotEquals(content, inodes("common/now", "upsd/now"));
        assertEquals("LISTEN 127.0.0.1 2\n", Files.readString(jail.path("usr/local/ups/etc/upsd.conf")));
        for (String file : new String[] {"upsd.conf", "upsd.users", "ups.conf"}) {
            assertTrue(jail.path("usr/local/ups/etc").resolve(file).toRealPath().startsWith(
                jail.path(file.equals("ups.conf") ? "common/now" : "upsd/now")), file);
        }
    }

    /** What mkjail made before it knew the directories that stay: usr and etc themselves, with all configuration in one directory. */
    private static final String AS_BEFORE = """
        set -e; cd "$1"
        sed -i -E '/^(common|common\\/now|upsd|upsd\\/now|usr|etc)\\t/d; /etc\\/upsd.(users|conf)\\t/d
          s/^common\\/now\\///; s/^upsd\\/now\\//usr\\/local\\/ups\\/etc\\//' etc/mkjail.manifest
        rm usr etc common/now/usr/local/ups/etc/upsd.*; mv common/now/usr common/now/etc .
        mv upsd/now/* usr/local/ups/etc; rm -r common upsd
        """;

    @ParameterizedTest
    @CsvSource({"brought up to date", "killed and brought up to date", "removed"})
    void aJailOfAnOlderMkjailIs(String done) throws IOException, InterruptedException {
        jail.mkjail().well();
        jail.run("sh", "-c", AS_BEFORE, "sh", jail.path().toString()).well();
        jail.configure("upsd.users", "# new\n");
        if (done.equals("removed")) {
            jail.mkjail("--remove").well();
            assertFalse(Files.exists(jail.path()));
            return;
        }
        if (done.startsWith("killed")) {
            killed("KILL_WHEN", jail.path(".mkjail/swapping").toString());
            jail.run("chroot", "--userspec=nutsrv:nut", jail.path().toString(), UPSD, "-V").well();
        }
        jail.mkjail().well();

        assertEquals("# new\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));
        assertTrue(Files.isSymbolicLink(jail.path("usr")));
        jail.bareMkjail(Map.of(), "--check").well();
        jail.run("chroot", "--userspec=nutsrv:nut", jail.path().toString(), UPSD, "-V").well();
    }

    /** Bash runs the trap before each command of the main shell, and the shell with all that it started is killed before one of them. */
    private static final String KILLER = """
        unset BASH_ENV
        set -T
        trap '[ "$BASHPID" != $$ ] || { n=$((${n:-0} + 1)); echo $n >"$COUNT"
          if [ $n = "${KILL_AT:-0}" ] || [ -e "${KILL_WHEN:-/nowhere}" ]; then kill -9 -$$; fi; }' DEBUG
        """;

    private Ended killed(String condition, String value) throws IOException, InterruptedException {
        Path killer = Files.writeString(folder.resolve("killer"), KILLER);
        return jail.bareMkjail(Map.of("BASH_ENV", killer.toString(), "COUNT", folder.resolve("count").toString(), condition, value),
            "--config", jail.config().toString());
    }

    private int commands() throws IOException, InterruptedException {
        killed("KILL_AT", "0").well();
        return Integer.parseInt(Files.readString(folder.resolve("count")).strip());
    }

    @Test
    void anUpdateThatIsKilledAnywhereLeavesAWholeJailAndTheNextOneEndsIt() throws IOException, InterruptedException {
        jail.configure("upsd.users", "# 0\n");
        commands();
        int last = commandsOfAnUpdate();
        for (int i = 1; i <= 12; i++) {
            String before = Files.readString(jail.path("usr/local/ups/etc/upsd.users"));
            String wanted = "# killed before command " + i * last / 13 + "\n";
            jail.configure("upsd.users", wanted);
            killed("KILL_AT", String.valueOf(i * last / 13));

            jail.run("chroot", "--userspec=nutsrv:nut", jail.path().toString(), UPSD, "-V").well();
            String now = Files.readString(jail.path("usr/local/ups/etc/upsd.users"));
            assertTrue(now.equals(before) || now.equals(wanted), now);
        }
        jail.mkjail().well();
        jail.bareMkjail(Map.of(), "--check").well();
    }

    private int commandsOfAnUpdate() throws IOException, InterruptedException {
        jail.configure("upsd.users", "# counted\n");
        return commands();
    }

    @Test
    void aFirstCallThatIsKilledIsEndedByTheNext() throws IOException, InterruptedException {
        int last = commands();
        jail.mkjail("--remove").well();
        for (int i = 1; i <= 4; i++) {
            killed("KILL_AT", String.valueOf(i * last / 5));
        }
        jail.mkjail().well();
        jail.bareMkjail(Map.of(), "--check").well();
    }

    /** What the swap's own process would leave, killed between two of its system calls. */
    @ParameterizedTest
    @CsvSource({"upsd's is swapped and the rest is not", "upsd's has stepped aside"})
    void aSwapThatIsKilledIsBroughtToItsEnd(String moment) throws IOException, InterruptedException {
        jail.mkjail().well();
        jail.configure("upsd.users", "# new\n");
        killed("KILL_WHEN", jail.path(".mkjail/swapping").toString());
        Path now = jail.path("upsd/now");
        Path replacement = jail.path(".mkjail/new/upsd/now");
        Path aside = jail.path(".mkjail/new/upsd/now.aside");
        Files.move(now, aside);
        if (moment.equals("upsd's is swapped and the rest is not")) {
            Files.move(replacement, now);
            Files.move(aside, replacement);
        }
        Ended end = jail.bareMkjail(Map.of()).well();

        assertTrue(end.output().contains("an interrupted update of"), end.output());
        assertEquals("# new\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));
        jail.bareMkjail(Map.of(), "--check").well();
    }
}
