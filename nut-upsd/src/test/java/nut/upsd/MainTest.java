package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.PidFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an admin calls it. */
class MainTest {
    @TempDir
    private Path directory;
    private Installation nut;
    private Path pidFile;

    private record Ended(int exit, String output) {
    }

    @BeforeEach
    void install() throws IOException {
        nut = new Installation(directory);
        pidFile = directory.resolve("state/upsd.pid");
    }

    @AfterEach
    void killWhatIsLeft() {
        PidFile.holder(pidFile).ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        nut.close();
    }

    @Test
    void inTheBackgroundItReturnsWhenItServesAndIsReloadedAndStopped() throws IOException {
        Ended start = upsd();
        String served = Installation.ask(nut.connect(), "GET UPSDESC su700");
        OptionalLong pid = PidFile.holder(pidFile);
        Ended second = upsd();

        nut.write("ups.conf", "[su700]\n driver = newapc\n port = a\n desc = new\n");
        Ended reload = upsd("-c", "reload");
        Installation.awaitAnswer(nut.connect(), "GET UPSDESC su700", "UPSDESC su700 \"new\"");
        Ended stop = upsd("-c", "stop");
        RunningLoop.await("its end", () -> ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::isAlive).isEmpty());

        assertEquals(new Ended(0, ""), start);
        assertEquals("UPSDESC su700 \"Rack 4\"", served);
        assertEquals(1, second.exit());
        assertTrue(second.output().contains("already running as process " + pid.getAsLong()), second.output());
        assertEquals(new Ended(0, ""), reload);
        assertEquals(new Ended(0, ""), stop);
        assertFalse(Files.exists(pidFile));
    }

    @Test
    void whatKeepsItFromServingIsOneLine() throws IOException {
        nut.write("ups.conf", "");

        Ended start = upsd();

        assertEquals(1, start.exit());
        assertEquals(List.of("upsd: Fatal error: at least one UPS must be defined in ups.conf; define one in a [section],"
            + " as ups.conf.sample shows (in a jail: outside of it, then run mkjail), or set ALLOW_NO_DEVICE in upsd.conf"),
            start.output().lines().toList());
    }

    @Test
    void thereIsNobodyToTell() throws IOException {
        assertEquals(new Ended(1, "upsd: upsd is not running: no living process holds " + pidFile + "\n"), upsd("-c", "stop"));
        assertEquals(new Ended(1, "upsd: -c takes reload or stop, not 'dance'\n"), upsd("-c", "dance"));
        assertEquals(new Ended(1, "upsd: there is no process 999999999\n"), upsd("-c", "stop", "-P", "999999999"));
    }

    @Test
    void aPidFileThatItsProcessLeftBehindHitsNobody() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(pidFile, stranger.pid() + "\n");

        Ended reload = upsd("-c", "reload");
        Ended stop = upsd("-c", "stop");
        boolean alive = stranger.isAlive();
        Ended start = upsd();
        OptionalLong pid = PidFile.holder(pidFile);
        stranger.destroy();

        assertEquals(new Ended(1, "upsd: upsd is not running: no living process holds " + pidFile + "\n"), reload);
        assertEquals(reload, stop);
        assertTrue(alive);
        assertEquals(new Ended(0, ""), start);
        assertTrue(pid.isPresent() && pid.getAsLong() != stranger.pid());
    }

    @Test
    void aProcessInTheForegroundIsToldByItsNumberAndLeavesNoPidFile() throws IOException {
        Process server = start("-F");
        RunningLoop.await("service", () -> accepts(nut.address()));
        boolean pidFileWhileServing = Files.exists(pidFile);
        Ended byFile = upsd("-c", "stop");

        nut.write("ups.conf", "[su700]\n driver = newapc\n port = a\n desc = new\n");
        Ended reload = upsd("-c", "reload", "-P", Long.toString(server.pid()));
        Installation.awaitAnswer(nut.connect(), "GET UPSDESC su700", "UPSDESC su700 \"new\"");
        Ended stop = upsd("-P", Long.toString(server.pid()), "-c", "stop");
        RunningLoop.await("its end", () -> !server.isAlive());

        assertFalse(pidFileWhileServing);
        assertEquals(1, byFile.exit());
        assertEquals(new Ended(0, ""), reload);
        assertEquals(new Ended(0, ""), stop);
        assertEquals(0, server.exitValue());
    }

    @Test
    void inTheForegroundWithFTwiceItCanBeToldByItsPidFile() throws IOException {
        Process server = start("-FF", "-4", "-q");
        RunningLoop.await("its pid file", () -> PidFile.holder(pidFile).equals(OptionalLong.of(server.pid())));
        RunningLoop.await("service", () -> accepts(nut.address()));

        Ended stop = upsd("-c", "stop");
        RunningLoop.await("its end", () -> !server.isAlive());

        assertEquals(new Ended(0, ""), stop);
        assertFalse(Files.readString(directory.resolve("served")).contains("listening on"));
        assertFalse(Files.exists(pidFile));
    }

    @Test
    void flagsThatLeaveNothingToListenOnAreAFault() throws IOException {
        Ended both = upsd("-4", "-6");
        Ended six = upsd("-F", "-6");

        assertEquals(1, both.exit());
        assertTrue(both.output().startsWith("upsd: -4 and -6 together leave nothing to listen on"), both.output());
        assertEquals(1, six.exit());
        assertTrue(six.output().contains("it has no address of the family that -4 or -6 asks for"), six.output());
    }

    private Process start(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).redirectOutput(directory.resolve("served").toFile()).start();
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void itSaysWhatItIs() throws IOException {
        Ended version = upsd("-V");
        Ended help = upsd("-h");
        Ended wrong = upsd("-x");

        assertEquals(0, version.exit());
        assertTrue(version.output().startsWith("Network UPS Tools compatible upsd "), version.output());
        assertEquals(0, help.exit());
        assertTrue(help.output().startsWith(version.output() + "Usage: upsd "), help.output());
        assertEquals(1, wrong.exit());
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of("upsd", Main.class.getName(), List.of(arguments)));
        builder.environment().put("NUT_CONFPATH", directory.resolve("etc").toString());
        builder.environment().put("NUT_STATEPATH", directory.resolve("state").toString());
        return builder;
    }

    private Ended upsd(String... arguments) throws IOException {
        Path output = directory.resolve("output");
        Process process = builder(arguments).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "upsd " + String.join(" ", arguments) + " does not return");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
