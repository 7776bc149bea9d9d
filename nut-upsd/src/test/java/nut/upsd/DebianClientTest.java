package nut.upsd;

import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's clients, written in C, against our upsd. */
class DebianClientTest {
    private static final Path UPSC = Path.of("/bin/upsc");

    @TempDir
    private Path directory;
    private Installation nut;

    @BeforeEach
    void serve() throws IOException {
        String missing = UPSC + " is missing; install the Debian package nut-client to try the real clients";
        if (!Files.isExecutable(UPSC)) {
            System.out.println("SKIPPED: " + missing);
        }
        Assumptions.assumeTrue(Files.isExecutable(UPSC), missing);
        nut = new Installation(directory);
        nut.driver("su700", StateFile.snapshot("su700"));
        nut.start();
        awaitAnswer(nut.connect(), "GET VAR su700 ups.status", "VAR su700 ups.status \"OL\"");
    }

    @AfterEach
    void stop() {
        if (nut != null) {
            nut.close();
        }
    }

    @Test
    void upscShowsOneVariableAndAllOfThem() throws IOException {
        List<String> wanted = new ArrayList<>();
        StateFile.snapshot("su700").variables().forEach(v -> wanted.add(v.name() + ": " + v.value()));

        String one = run(0, "/bin/upsc", at("su700"), "device.model");
        String all = run(0, "/bin/upsc", at("su700"));

        assertEquals("Smart-UPS \"700\" #2 \\ x\n", one);
        assertEquals(String.join("\n", wanted) + "\n", all);
    }

    @Test
    void upscListsTheUpsesAndTheClients() throws IOException {
        SocketWire monitor = nut.connect("mon", "mon");
        Installation.ask(monitor, "LOGIN su700");

        String upses = run(0, "/bin/upsc", "-L", at(""));
        String clients = run(0, "/bin/upsc", "-c", at("su700"));

        assertEquals("su700: Rack 4\n", upses);
        assertEquals("127.0.0.1\n", clients);
    }

    @Test
    void upscTellsWhatUpsdRefuses() throws IOException {
        assertEquals("Error: Unknown UPS\n", run(1, "/bin/upsc", at("nosuch")));
        assertEquals("Error: Variable not supported by UPS\n", run(1, "/bin/upsc", at("su700"), "no.such"));
    }

    @Test
    void upscmdAndUpsrwReachTheDriver() throws IOException {
        String listed = run(0, "/bin/upscmd", "-l", at("su700"));
        String command = run(0, "/bin/upscmd", "-u", "admin", "-p", "adm", "-w", at("su700"), "test.panel.start");
        String set = run(0, "/bin/upsrw", "-u", "admin", "-p", "adm", "-w", "-s", "ups.id=Rack 4", at("su700"));

        assertTrue(listed.contains("\nload.off - Switch the load off now\n"), listed);
        assertEquals("SUCCESS", command.strip());
        assertEquals("SUCCESS", set.strip());
    }

    private String at(String ups) {
        String server = nut.address().getAddress().getHostAddress() + ":" + nut.address().getPort();
        return ups.isEmpty() ? server : ups + "@" + server;
    }

    /** Runs a client; standard error is read with the output, without the line in which Debian's clients miss their certificates. */
    private static String run(int wantedExit, String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertEquals(wantedExit, process.exitValue(), output);
        return output.replace("Init SSL without certificate database\n", "");
    }
}
