package nut.upsdrvctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.upsdrvctl.Installation.Call;
import nut.upsdrvctl.Installation.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upsdrvctl in a process of its own, with real daemons for drivers; only what they would say to a UPS is left out. */
@Timeout(120)
class UpsdrvctlTest {
    private static final String TWO = """
        [rack]
            driver = steady
            port = /dev/ttyS0
        [desk]
            driver = steady
            port = /dev/ttyS1
        """;

    @TempDir
    private Path folder;

    @AfterEach
    void noDriverStaysBehind() throws IOException {
        if (Files.isDirectory(folder.resolve("state"))) {
            new Installation(folder).endAll();
        }
    }

    private Installation with(String upsConf) {
        return Installation.in(folder, upsConf);
    }

    private static long holder(Installation installation, String driverAndUps) {
        return PidFile.holder(installation.pidFile(driverAndUps)).orElse(-1);
    }

    @Test
    void allDriversAreStartedAndStopped() {
        Installation installation = with(TWO);
        End start = installation.run("start");
        long rack = holder(installation, "steady-rack");
        long desk = holder(installation, "steady-desk");
        End stop = installation.run("stop");

        assertEquals(new End(0, "UPS rack: steady serves as process " + rack + "\nUPS desk: steady serves as process " + desk + "\n", ""),
            start);
        assertEquals(List.of("steady -a rack", "steady -a desk"), installation.calls());
        assertEquals(new End(0, "UPS rack: steady has ended (process " + rack + ")\nUPS desk: steady has ended (process " + desk + ")\n",
            ""), stop);
        assertEquals(-1, holder(installation, "steady-rack"));
        await(() -> ProcessHandle.of(rack).isEmpty());
    }

    @Test
    void oneDriverIsStartedWhereOneIsNamed() {
        Installation installation = with(TWO);
        End start = installation.run("start", "desk");
        End again = installation.run("start", "desk");
        long desk = holder(installation, "steady-desk");

        assertEquals(new End(0, "UPS desk: steady serves as process " + desk + "\n", ""), start);
        assertEquals(new End(0, "UPS desk: steady already runs as process " + desk + "; stop it first to have it start anew\n", ""), again);
        assertEquals(List.of("steady -a desk"), installation.calls());
    }

    @Test
    void aDriverThatRefusesDoesNotKeepTheNextFromItsStart() {
        Installation installation = with("""
            [rack]
                driver = refuses
                port = /dev/ttyS0
            [desk]
                driver = steady
                port = /dev/ttyS1
            """);
        End start = installation.run("start");

        assertEquals(1, start.status());
        assertEquals("""
            refuses: no UPS answers on its port; check the cable
            UPS rack: refuses failed to start (exit status 1)
            """, start.err());
        assertEquals("UPS desk: steady serves as process " + holder(installation, "steady-desk") + "\n", start.out());
    }

    @Test
    void aStartIsTriedAsOftenAsUpsConfSays() {
        Installation installation = with("""
            maxretry = 7
            retrydelay = 0
            [rack]
                driver = flaky
                port = /dev/ttyS0
                maxretry = 3
            """);
        End start = installation.run("start");

        assertEquals("""
            flaky: no UPS answers on its port; check the cable
            UPS rack: flaky failed to start (exit status 1) at attempt 1 of 3; the next is in 0 s
            flaky: no UPS answers on its port; check the cable
            UPS rack: flaky failed to start (exit status 1) at attempt 2 of 3; the next is in 0 s
            """, start.err());
        assertEquals("UPS rack: flaky serves as process " + holder(installation, "flaky-rack") + "\n", start.out());
        assertEquals(0, start.status());
    }

    @Test
    void aDriverOfAnotherFolderIsStartedFromThere() throws IOException {
        Path program = Files.writeString(Files.createDirectory(folder.resolve("drivers")).resolve("elsewhere"),
            "#!/bin/sh\necho \"$0 $*\" >&2\nexit 3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        End start = with("""
            driverpath = %s
            [rack]
                driver = elsewhere
                port = /dev/ttyS0
            """.formatted(program.getParent())).run("start");

        assertEquals(program + " -a rack\nUPS rack: elsewhere failed to start (exit status 3)\n", start.err());
        assertEquals(1, start.status());
    }

    @Test
    void aDriverThatSaysNothingIsNotWaitedForAnyLonger() throws IOException {
        End start = with("""
            maxstartdelay = 1
            [rack]
                driver = silent
                port = /dev/ttyS0
            """).run("start");
        String pid = start.err().replaceAll("(?s).*process ([0-9]+);.*", "$1");
        boolean lived = Kill.send(Long.parseLong(pid), Kill.SIGKILL);

        assertEquals(new End(1, "", "UPS rack: silent has not got ready within 1 s (maxstartdelay) and goes on trying as process " + pid
            + "; the system log says more\n"), start);
        assertTrue(lived);
    }

    @Test
    void stoppingWhatDoesNotRunFails() {
        Installation installation = with(TWO);
        installation.run("start", "desk");
        long desk = holder(installation, "steady-desk");
        End stop = installation.run("stop");

        assertEquals(new End(1, "UPS desk: steady has ended (process " + desk + ")\n",
            "UPS rack: steady is not running: no living process holds " + installation.pidFile("steady-rack") + "\n"), stop);
    }

    @Test
    void aDriverThatDoesNotStopIsKilled() {
        Installation installation = with("""
            [rack]
                driver = stubborn
                port = /dev/ttyS0
            """);
        installation.run("start");
        long pid = holder(installation, "stubborn-rack");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true);
        Console console = new Console(stream, stream, 0);
        Driver driver = new Driver("rack", "stubborn", Optional.empty(), installation.pidFile("stubborn-rack"), 0, 1, Duration.ZERO,
            Duration.ZERO);
        new StopOrder(new CommandLineParser().parse(List.of("stop")), console, Duration.ofSeconds(1)).carryOut(List.of(driver));

        assertEquals("UPS rack: stubborn has not ended within 1 s of SIGTERM; killing process " + pid
            + "\nUPS rack: stubborn was killed (process " + pid + ")\n", said.toString());
        assertEquals(0, console.exitStatus());
        assertEquals(OptionalLong.empty(), PidFile.holder(driver.pidFile()));
    }

    @Test
    void powerIsCutInOrderAndOneFailureDoesNotStopTheRest() {
        Installation installation = with("""
            [last]
                driver = steady
                port = 1
                sdorder = 2
            [never]
                driver = steady
                port = 2
                sdorder = -1
            [middle]
                driver = refuses
                port = 3
                sdorder = 1
            [first]
                driver = steady
                port = 4
            """);
        End shutdown = installation.run("shutdown");

        assertEquals(List.of("steady -k -a first", "refuses -k -a middle", "steady -k -a last"), installation.calls());
        assertEquals(new End(1, """
            cutting first
            UPS first: steady has had the UPS accept to cut the power
            cutting middle
            cutting last
            UPS last: steady has had the UPS accept to cut the power
            """, "UPS middle: refuses failed to have the power cut (exit status 1)\n"), shutdown);
    }

    @Test
    void aUpsThatIsNamedIsCutWhateverItsOrder() {
        Installation installation = with("""
            [never]
                driver = steady
                port = 2
                sdorder = -1
            """);
        End shutdown = installation.run("shutdown", "never");

        assertEquals(0, shutdown.status());
        assertEquals(List.of("steady -k -a never"), installation.calls());
    }

    @Test
    void aDriverThatHangsWhileItCutsThePowerIsGivenUp() {
        Installation installation = with("""
            maxstartdelay = 1
            [rack]
                driver = silent
                port = 1
            [desk]
                driver = steady
                port = 2
            """);
        End shutdown = installation.run("shutdown");

        assertEquals(1, shutdown.status());
        assertTrue(shutdown.err().matches("UPS rack: silent has not had the power cut within 1 s \\(maxstartdelay\\); process [0-9]+ was "
            + "killed\n"), shutdown.err());
        assertEquals(List.of("silent -k -a rack", "steady -k -a desk"), installation.calls());
    }

    @Test
    void inTheForegroundTermIsPassedOnAndAllEndsAreAwaited() throws IOException {
        Installation installation = with(TWO);
        Call call = installation.start("-F", "start");
        await(() -> holder(installation, "steady-rack") > 0 && holder(installation, "steady-desk") > 0);
        Kill.send(call.process().pid(), Kill.SIGTERM);

        assertEquals(new End(0, "", ""), call.end());
        assertEquals(-1, holder(installation, "steady-rack"));
        assertEquals(-1, holder(installation, "steady-desk"));
    }

    @Test
    void inTheForegroundASingleDriverTakesThisProcessesPlace() throws IOException {
        Installation installation = with(TWO);
        Call call = installation.start("-F", "start", "rack");
        await(() -> holder(installation, "steady-rack") > 0);
        long holder = holder(installation, "steady-rack");
        Kill.send(holder, Kill.SIGTERM);

        assertEquals(call.process().pid(), holder);
        assertEquals(new End(0, "", ""), call.end());
    }

    @Test
    void whatIsToldOfUpsConfIsToldOnce() {
        Installation installation = with("colour = red\n" + TWO);
        End status = installation.run("status");

        assertEquals(folder.resolve("etc/ups.conf") + ":1: invalid global directive colour; the line is left out; if it belongs to a UPS, "
            + "put it below that UPS's [name]\n", status.err());
        assertEquals(0, status.status());
        assertEquals("UPSNAME    \t     UPSDRV\tRUNNING\tPF_PID\nrack       \t     steady\tN/A\tN/A\ndesk       \t     steady\tN/A\tN/A\n",
            status.out());
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
