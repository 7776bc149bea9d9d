package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upssched of the installed tree as upsmon's NOTIFYCMD; by root with upsmon's user, who owns the timers. */
@Timeout(180)
class UpsschedIT {
    private static final int SECONDS = 30;
    private static final int SPEED = 20;
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));

    @TempDir
    private Path folder;
    private Layout layout;
    private Path own;

    @BeforeEach
    void lay() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        layout = new Layout(TREE, folder, Credentials.isRoot(), FreePort.find(), SPEED);
        own = Files.createDirectory(folder.resolve("upssched"));
        if (Credentials.isRoot()) {
            Files.setAttribute(own, "unix:uid", 64003);
            Files.setAttribute(own, "unix:gid", 64000);
        }
    }

    /** Has upsmon call upssched with these rules; CMDSCRIPT writes its argument and UPSNAME down, and does something more. */
    private void schedule(Chain chain, String more, String... rules) throws IOException {
        Path script = executable(own.resolve("cmd"), "echo \"$1 $UPSNAME\" >> " + own.resolve("called") + "\n" + more);
        Files.writeString(folder.resolve("etc/upssched.conf"), "CMDSCRIPT " + script + "\nPIPEFN " + own.resolve("pipe") + "\nLOCKFN "
            + own.resolve("lock") + "\n" + String.join("\n", rules) + "\n");
        executable(chain.layout().work().resolve("notify.sh"), "exec " + TREE.resolve("sbin/upssched") + " \"$@\"");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> called() throws IOException {
        return Files.exists(own.resolve("called")) ? Files.readAllLines(own.resolve("called")) : List.of();
    }

    private static void see(String what, Callable<Boolean> condition) {
        Await.until(what, SECONDS, condition::call);
    }

    @Test
    void aTimerOfAPowerFailureRunsOut() throws IOException, InterruptedException {
        try (Chain chain = Chain.start(layout)) {
            schedule(chain, "", "AT ONBATT * START-TIMER onbatt 1");

            chain.tell("mains off");
            see("CMDSCRIPT runs", () -> !called().isEmpty());
            see("the daemon ends", () -> Files.notExists(own.resolve("pipe")));

            assertEquals(List.of("onbatt " + chain.address()), called());
        }
    }

    @Test
    void powerThatComesBackInTimeCancelsTheTimer() throws IOException, InterruptedException {
        try (Chain chain = Chain.start(layout)) {
            schedule(chain, "", "AT ONBATT * START-TIMER onbatt 600", "AT ONLINE * CANCEL-TIMER onbatt", "AT ONLINE * EXECUTE back");

            chain.tell("mains off");
            see("the timer runs", () -> chain.run("sbin/upssched", "-l").startsWith("onbatt\t"));
            chain.tell("mains on");
            see("CMDSCRIPT is told that the power is back", () -> !called().isEmpty());

            assertEquals("", chain.run("sbin/upssched", "-l"));
            assertEquals(List.of("back " + chain.address()), called());
            assertFalse(Files.exists(layout.shutDown()));
        }
    }

    @Test
    void aTimerCanHaveTheMachineShutDownEarly() throws IOException, InterruptedException {
        try (Chain chain = Chain.start(layout)) {
            schedule(chain, "exec " + TREE.resolve("sbin/upsmon") + " -c fsd >> " + own.resolve("said") + " 2>&1",
                "AT ONBATT * START-TIMER shutdown-early 1");

            chain.tell("mains off");
            see("CMDSCRIPT runs", () -> !called().isEmpty());
            // The shell makes the file before it writes the line.
            see("SHUTDOWNCMD runs", () -> Files.exists(layout.shutDown()) && Files.size(layout.shutDown()) > 0);

            assertEquals(1, Files.readAllLines(layout.shutDown()).size());
        }
    }
}
