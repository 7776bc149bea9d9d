package nut.upsdrvctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.upsdrvctl.Request.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines and what becomes of them without any driver. */
class RequestTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(List.of(arguments), new PrintStream(out, true), new PrintStream(err, true));
    }

    @Test
    void everyFlagIsUnderstood() {
        Request request = new CommandLineParser().parse(List.of("-r", "/chroot/nut", "-u", "64001:64000", "-tDD", "-d", "-F", "-F", "-B",
            "start", "su700"));

        assertEquals(new Request(Action.START, Optional.of("su700"), Optional.of(Path.of("/chroot/nut")), Optional.of("64001:64000"), true,
            2, true, 2, true), request);
    }

    @ParameterizedTest
    @CsvSource({"start, START", "stop, STOP", "shutdown, SHUTDOWN", "status, STATUS", "list, LIST", "-l, LIST", "-h, HELP", "-V, VERSION",
        "'', HELP"})
    void everyCommandIsUnderstood(String word, Action action) {
        assertEquals(action, new CommandLineParser().parse(word.isEmpty() ? List.of() : List.of(word)).action());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        restart      | upsdrvctl: Error: unrecognized command [restart]; there are start, stop, shutdown, status and list
        start a b    | upsdrvctl: Error: extra arguments left on command line: b; name one UPS, or none for all
        -x start     | upsdrvctl: Unknown option: '-x'; -h shows how to call it
        start -u     | upsdrvctl: Missing required parameter for option '-u' (USER); -h shows how to call it
        """)
    void aWrongCommandLineIsOneLine(String line, String sentence) {
        int status = run(line.split(" "));

        assertEquals(1, status);
        assertEquals(sentence + "\n", err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void aJailsOwnConfigurationCounts(@TempDir Path jail) throws IOException {
        Files.createDirectories(jail.resolve("usr/local/ups/etc"));
        Files.writeString(jail.resolve("usr/local/ups/etc/ups.conf"), "[jailed]\ndriver = newapc\nport = /dev/ttyS1\n");
        int status = run("-t", "-r", jail.toString(), "-u", "64001:64000", "start");

        assertEquals(0, status, err.toString());
        assertTrue(out.toString().endsWith(" -Dnut.program=newapc nut.driver.Main -r " + jail + " -u 64001:64000 -a jailed\n"),
            out.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stop desk | [rack]driver = newapc;port = x | upsdrvctl: UPS desk not found in ups.conf (
        start     | maxretry = 3                   | upsdrvctl: Error: no UPS definitions found in ups.conf (
        start     |                                | upsdrvctl: Can't open
        """)
    void withoutTheUpsThereIsOneLine(String line, String upsConf, String sentence, @TempDir Path jail) throws IOException {
        Files.createDirectories(jail.resolve("usr/local/ups/etc"));
        if (upsConf != null) {
            Files.writeString(jail.resolve("usr/local/ups/etc/ups.conf"), upsConf.replace(";", "\n").replace("]", "]\n"));
        }
        int status = run(("-r " + jail + " " + line).split(" "));

        assertEquals(1, status);
        assertTrue(err.toString().startsWith(sentence), err.toString());
        assertEquals(1, err.toString().lines().count());
    }
}
