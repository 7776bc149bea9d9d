package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upsmon --drill beside a running upsmon. */
@Timeout(180)
class DrillTest {
    @TempDir
    private Path directory;
    private FakeUpsd upsd;
    private RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "a parent that is not root's is a fault of its own");
        upsd = new FakeUpsd().status("su700", "OL");
        upsmon = new RunningUpsmon(directory).configure(monitor());
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        if (upsmon != null) {
            upsmon.close();
            upsd.close();
        }
    }

    @Test
    void whenAllIsWellItSaysWhatWouldHappenAndChangesNothing() throws IOException {
        upsd.logins(3);
        upsmon.start();
        RunningUpsmon.Ended drill = upsmon.call("--drill");

        assertEquals(0, drill.exit(), drill.output());
        for (String line : List.of("ok     upsmon's parent is process " + upsmon.parent().pid() + ", and root's", "can be written",
            "this machine would wait for 2 secondaries", "counts this machine as 127.0.0.1", "to +2 s   Secondaries are waited for",
            "takes user user as its primary", "All is well. Nothing was changed.")) {
            assertTrue(drill.output().contains(line), line + " is missing: " + drill.output());
        }
        assertFalse(Files.exists(upsmon.flag()));
        assertEquals(List.of(), upsmon.down());
        assertFalse(upsd.heard().contains("FSD su700"));
        assertEquals(1, upsd.heard().stream().filter("LOGIN su700"::equals).count(), "the running upsmon's login is the only one");
    }

    @Test
    void eachFaultIsSaid() throws IOException {
        Files.writeString(upsmon.flag(), "somebody else's");
        upsd.refuse("PRIMARY");
        upsd.refuse("MASTER");
        upsd.stale("su700");
        upsmon.configure(monitor(), "SHUTDOWNCMD /nowhere/shutdown", "SHUTDOWNFALLBACK /nowhere/poweroff", "NOTIFYCMD " + locked());
        RunningUpsmon.Ended drill = upsmon.call("--drill");

        assertEquals(1, drill.exit(), drill.output());
        for (String line : List.of("WRONG  upsmon does not run", "WRONG  SHUTDOWNCMD /nowhere/shutdown cannot be run",
            "WRONG  fallback /nowhere/poweroff cannot be run", "is another program's file", "may not enter",
            "has no status: DATA-STALE", "does not take user user as its primary: ACCESS-DENIED")) {
            assertTrue(drill.output().contains(line), line + " is missing: " + drill.output());
        }
        assertEquals("somebody else's", Files.readString(upsmon.flag()));
    }

    @Test
    void anUpsdThatIsNotThereIsAFault() throws IOException {
        upsmon.start();
        upsd.close();
        RunningUpsmon.Ended drill = upsmon.call("--drill");

        assertEquals(1, drill.exit(), drill.output());
        assertTrue(drill.output().contains("WRONG  su700@127.0.0.1:" + upsd.port() + " cannot be asked"), drill.output());
    }

    /** A program in a directory that only root may enter. */
    private Path locked() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("locked"));
        Path program = Files.writeString(folder.resolve("notify"), "#!/bin/sh\n");
        program.toFile().setExecutable(true, false);
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private String monitor() {
        return "MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary";
    }
}
