package nut.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsdEnd;
import nut.driver.simulator.UpsOnAPty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** newapc as its admin starts it: a process of its own, on the pty of a simulated UPS, with ups.conf. */
@Timeout(120)
class MainTest {
    private static final int PATIENCE_SECONDS = 40;

    @TempDir
    private Path folder;
    private UpsOnAPty ups;
    private Path pidFile;

    private record Ended(int exit, String output) {
    }

    @BeforeEach
    void install() throws IOException {
        ups = UpsOnAPty.start(folder.resolve("ttyS1"), folder.resolve("ups.log"), 1);
        Path state = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwx---"));
        pidFile = state.resolve("newapc-su700.pid");
        configure("pollinterval = 1");
    }

    @AfterEach
    void endWhatRuns() {
        PidFile.signal(pidFile, Kill.SIGKILL);
        ups.close();
    }

    private void configure(String line) throws IOException {
        Files.writeString(folder.resolve("ups.conf"),
            "[su700]\ndriver = newapc\nport = " + folder.resolve("ttyS1") + "\n" + line + "\n");
    }

    private ProcessBuilder process(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of("newapc", Main.class.getName(), List.of(arguments)));
        builder.environment().put("NUT_CONFPATH", folder.toString());
        builder.environment().put("NUT_STATEPATH", folder.resolve("state").toString());
        return builder;
    }

    private Ended newapc(String... arguments) throws IOException {
        ProcessBuilder builder = process(arguments);
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "newapc " + String.join(" ", arguments) + " does not return");
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in vain: " + what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void aReloadAppliesUpsConfAndExitEndsTheDriver() throws IOException {
        Ended start = newapc("-a", "su700");
        boolean runs = PidFile.holder(pidFile).isPresent();
        DirectoryWatch watch = DirectoryWatch.open(folder.resolve("state"));
        try (UpsdEnd upsd = UpsdEnd.follow(watch, folder.resolve("state"), "su700", "test", new NobodyListens())) {
            await("the driver is seen", () -> interval(upsd.view()).equals("1"));
            configure("pollinterval = 5");
            Ended reload = newapc("-a", "su700", "-c", "reload");
            await("the new interval", () -> interval(upsd.view()).equals("5"));
            Ended exit = newapc("-a", "su700", "-c", "exit");
            await("the end of the driver", () -> PidFile.holder(pidFile).isEmpty());

            assertEquals(new Ended(0, ""), start);
            assertTrue(runs);
            assertEquals(new Ended(0, ""), reload);
            assertEquals(new Ended(0, ""), exit);
        } finally {
            watch.close();
        }
    }

    @Test
    void whatNeedsAStartEndsADriverThatWasToldToReloadOrExit() throws IOException {
        newapc("-a", "su700");
        configure("sdtype = 5");
        Ended told = newapc("-a", "su700", "-c", "reload-or-exit");
        await("the end of the driver", () -> PidFile.holder(pidFile).isEmpty());

        assertEquals(new Ended(0, ""), told);
    }

    @Test
    void aSignalThatComesDuringTheStartDoesNotEndTheDriver() throws IOException {
        ProcessBuilder builder = process("-a", "su700", "-F");
        Process driver = builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        await("the pid file", () -> PidFile.signal(pidFile, Kill.SIGUSR1).isPresent());
        await("the driver serves, or has ended", () -> Files.exists(folder.resolve("state/su700.state")) || !driver.isAlive());

        assertTrue(driver.isAlive());
    }

    @Test
    void thereIsNobodyToTell() throws IOException {
        assertEquals(new Ended(1, "newapc: no driver of UPS su700 is running: no living process holds " + pidFile + "\n"),
            newapc("-a", "su700", "-c", "reload"));
        assertEquals(new Ended(1, "newapc: -c takes reload, reload-or-exit or exit, not 'dance'\n"), newapc("-a", "su700", "-c", "dance"));
        assertEquals(1, newapc("-a", "su700", "-c", "exit", "-P", "999999999").exit());
    }

    @Test
    void theVariablesArePrintedAndNothingIsPublished() throws IOException {
        Ended dump = newapc("-a", "su700", "-d", "1");

        assertEquals(0, dump.exit(), dump.output());
        assertTrue(dump.output().contains("ups.model: SMART-UPS 700\n"), dump.output());
        assertTrue(dump.output().contains("ups.status: OL\n"), dump.output());
        assertTrue(Files.notExists(folder.resolve("state/su700.state")));
    }

    private static String interval(DriverView view) {
        return view.snapshot().value("driver.parameter.pollinterval").orElse("");
    }

    private static final class NobodyListens implements UpsdEnd.Listener {
        @Override
        public void changed(DriverView view) {
        }

        @Override
        public void outcome(long id, Outcome outcome) {
        }
    }
}
