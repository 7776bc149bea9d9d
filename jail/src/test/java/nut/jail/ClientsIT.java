package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nut.jail.chain.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients of the installed tree beside Debian's, against our upsd and against Debian's, each with its dummy-ups and the same files. */
@Timeout(600)
class ClientsIT {
    private static final int SECONDS = 30;
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));
    private static final Path DEBIANS = Path.of("/usr/bin");

    @TempDir
    private Path folder;

    @BeforeEach
    void needDebian() {
        for (String program : new String[] {"/usr/bin/upsc", "/usr/bin/upslog", "/lib/nut/upsd", "/lib/nut/dummy-ups"}) {
            assumeTrue(Files.isExecutable(Path.of(program)), "this test needs Debian's packages nut-client and nut-server: " + program);
        }
    }

    @Test
    void toOurServerOursSayWhatDebiansSay() throws IOException, InterruptedException {
        try (ServedDummies server = ServedDummies.ours(folder, TREE)) {
            assertEquals("", String.join("\n", differences(server)));
        }
    }

    @Test
    void toDebiansServerOursSayWhatDebiansSay() throws IOException, InterruptedException {
        try (ServedDummies server = ServedDummies.debians(folder)) {
            assertEquals("", String.join("\n", differences(server)));
        }
    }

    private List<String> differences(ServedDummies server) throws IOException, InterruptedException {
        server.awaitStale(DEBIANS.resolve("upsc"));
        List<String> differences = new ArrayList<>();
        List<ClientCalls> calls = ClientCalls.all(server.address());
        for (ClientCalls call : calls) {
            String difference = call.difference(run(DEBIANS, call), run(TREE.resolve("bin"), call));
            if (!difference.isEmpty()) {
                differences.add(difference);
            }
        }
        String theirs = firstLines(DEBIANS, server);
        String ours = firstLines(TREE.resolve("bin"), server);
        if (!theirs.equals(ours)) {
            differences.add("upslog\n  Debian's: " + theirs + "\n  ours:     " + ours);
        }
        return differences;
    }

    private ClientCalls.Outcome run(Path programs, ClientCalls call) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(call.call());
        line.set(0, programs.resolve(line.getFirst()).toString());
        Path out = folder.resolve("call.out");
        Path err = folder.resolve("call.err");
        Path in = Files.writeString(folder.resolve("call.in"), call.typed());
        // A session of its own has no terminal, which Debian's would ask for the password.
        line.addFirst("--wait");
        line.addFirst("setsid");
        ProcessBuilder builder = new ProcessBuilder(line).redirectInput(in.toFile()).redirectOutput(out.toFile())
            .redirectError(err.toFile());
        builder.environment().put("NUT_CONFPATH", folder.toString());
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(line + " does not end");
        }
        return new ClientCalls.Outcome(process.exitValue(), text(out), withoutNoise(text(err)));
    }

    /** NUT built with NSS says at each connection that it has no certificates. */
    private static String withoutNoise(String err) {
        return err.replace("Init SSL without certificate database\n", "");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Debian's upslog has no -d: it is stopped after a few lines. The first line is the version. */
    private String firstLines(Path programs, ServedDummies server) throws IOException, InterruptedException {
        Path out = folder.resolve("upslog.out");
        Process process = new ProcessBuilder(programs.resolve("upslog").toString(), "-F", "-s", "a@" + server.address(), "-l", "-",
            "-i", "1", "-u", System.getProperty("user.name"), "-f",
            "%VAR ups.load%/%VAR no.such%/%VAR bad% %HOST% %UPSHOST% 100%% %NOPE% %TIME %")
            .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Await.until("upslog writes two lines", SECONDS, () -> lines(out).size() >= 4 || !process.isAlive());
        } catch (RuntimeException buffered) {
            return "no lines";
        } finally {
            process.destroy();
            process.waitFor();
        }
        List<String> lines = lines(out);
        return process.exitValue() + " " + lines.subList(1, Math.min(4, lines.size()));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aPasswordTypedAtATerminalIsNotShown() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "this test needs Debian's package bsdutils");
        try (ServedDummies server = ServedDummies.ours(folder, TREE)) {
            Process script = new ProcessBuilder("script", "-qec", TREE.resolve("bin/upscmd") + " -u admin a@" + server.address()
                + " load.off; echo ended $?", "/dev/null").redirectErrorStream(true).start();
            StringBuilder shown = new StringBuilder();
            readUntil(script.getInputStream(), shown, "Password: ");
            script.getOutputStream().write("pw\n".getBytes(StandardCharsets.US_ASCII));
            script.getOutputStream().flush();
            readUntil(script.getInputStream(), shown, "ended ");
            script.destroy();
            script.waitFor();

            assertFalse(shown.toString().contains("pw"), shown.toString());
            assertTrue(shown.toString().contains("OK"), shown.toString());
        }
    }

    private static void readUntil(InputStream in, StringBuilder shown, String awaited) throws IOException {
        while (shown.indexOf(awaited) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("\"" + awaited + "\" does not come after: " + shown);
            }
            shown.append((char) c);
        }
    }

    @Test
    void aClosedPipeIsNoFaultAndAFullDiskIs() throws IOException, InterruptedException {
        try (ServedDummies server = ServedDummies.ours(folder, TREE)) {
            String upsc = TREE.resolve("bin/upsc") + " a@" + server.address();

            String piped = shell("exec 2>&1; (" + upsc + "; echo $? > " + folder.resolve("status") + ") | (exec <&-; true)");
            String full = shell("exec 2>&1; " + upsc + " > /dev/full; echo $?");

            Await.until("upsc has ended", SECONDS, () -> !text(folder.resolve("status")).isEmpty());
            assertEquals("", piped);
            assertEquals("141\n", text(folder.resolve("status")));
            assertEquals("Error: cannot write to standard output: No space left on device\n1\n", full);
        }
    }

    private static String shell(String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
