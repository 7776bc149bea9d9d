package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shutdown on a machine that is in a bad way already. */
@Timeout(180)
class ReadyTest extends PrimaryOfOneUps {
    @Test
    void itComesWhenTheInstalledTreeIsGone() throws IOException, InterruptedException {
        upsmon.start();
        new ProcessBuilder("sh", "-c", "rm " + directory + "/jars/*.jar").start().waitFor();
        upsd.status("su700", "OB LB");
        upsmon.end();

        assertEquals("down", upsmon.down().getLast());
        assertEquals(List.of(), List.of(directory.resolve("jars").toFile().list()));
    }

    @Test
    void itComesWhenThereIsNoMemoryToBeHad() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is not installed");
        upsmon.start();
        String pid = Long.toString(upsmon.parent().pid());
        // What it has is the limit from now on, which leaves enough for a shell of its own.
        int limited = new ProcessBuilder("prlimit", "--pid", pid, "--as=" + bytes("VmSize"),
            "--data=" + bytes("VmData")).inheritIO().start().waitFor();
        upsd.status("su700", "OB LB");
        upsmon.until("SHUTDOWNCMD", () -> upsmon.down().contains("down"));

        assertEquals(0, limited);
        assertTrue(upsmon.down().contains("flag"), upsmon.down().toString());
    }

    private long bytes(String what) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(upsmon.parent().pid()), "status"));
        String line = status.lines().filter(one -> one.startsWith(what + ":")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }

    @Test
    void aShutdowncmdThatDoesNotExistIsSaidAtTheStartAndFollowedByTheFallback() throws IOException {
        upsmon.configure("MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary", "SHUTDOWNCMD /nowhere/shutdown",
            "SHUTDOWNFALLBACK \"echo fallback >> " + upsmon.told("down") + "\"").start();
        String atStart = upsmon.log();
        upsd.status("su700", "OB LB");
        int exit = upsmon.end();

        assertTrue(atStart.contains("SHUTDOWNCMD /nowhere/shutdown cannot be run: /nowhere/shutdown does not exist"), atStart);
        assertEquals(0, exit, upsmon.log());
        assertEquals(List.of("fallback"), upsmon.down());
        assertTrue(upsmon.log().contains("SHUTDOWNCMD, tried again, /nowhere/shutdown ended with exit status 127"), upsmon.log());
        assertTrue(upsmon.log().contains("falling back to echo fallback"), upsmon.log());
    }
}
