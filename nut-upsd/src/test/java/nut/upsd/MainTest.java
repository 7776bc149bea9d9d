package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
        assertEquals(List.of("upsd: Fatal error: at least one UPS must be defined in ups.conf; define one,"
            + " or set ALLOW_NO_DEVICE in upsd.conf"), start.output().lines().toList());
    }

    @Test
    void thereIsNobodyToTell() throws IOException {
        assertEquals(new Ended(1, "upsd: upsd is not running: no living process holds " + pidFile + "\n"), upsd("-c", "stop"));
        assertEquals(new Ended(1, "upsd: -c takes reload or stop, not 'dance'\n"), upsd("-c", "dance"));
        assertEquals(new Ended(1, "upsd: there is no process 999999999\n"), upsd("-c", "stop", "-P", "999999999"));
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

    private Ended upsd(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of("upsd", Main.class.getName(), List.of(arguments)));
        builder.environment().put("NUT_CONFPATH", directory.resolve("etc").toString());
        builder.environment().put("NUT_STATEPATH", directory.resolve("state").toString());
        Path output = directory.resolve("output");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "upsd " + String.join(" ", arguments) + " does not return");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
