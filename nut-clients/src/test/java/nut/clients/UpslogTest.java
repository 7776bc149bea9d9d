package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nut.common.daemon.DaemonOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpslogTest {
    @TempDir
    private Path directory;

    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd().answer("GET VAR a ups.status", "VAR a ups.status \"OL\"\n", "VAR a ups.status \"OB\"\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void aLineIsWrittenAtEveryInterval() throws IOException {
        Path file = directory.resolve("log");

        Call call = Call.of(this::run, "-F", "-s", upsd.at("a"), "-l", file.toString(), "-i", "1", "-d", "2", "-f", "[%VAR ups.status%]");

        assertEquals(0, call.exit(), call.err());
        assertEquals(List.of("[OL]", "[OB]"), Files.readAllLines(file));
        assertTrue(call.out().endsWith("logging status of " + upsd.at("a") + " to " + file + " (1s intervals)\n"), call.out());
    }

    @Test
    void aLogGoesOnWhereItEnded() throws IOException {
        Path file = Files.writeString(directory.resolve("log"), "before\n");

        Call.of(this::run, "-F", "-s", upsd.at("a"), "-l", file.toString(), "-d", "1", "-N", "-f", "now");

        assertEquals(List.of("before", upsd.at("a") + "\tnow"), Files.readAllLines(file));
    }

    @Test
    void aServerThatIsNotThereIsAWarningAndItsVariablesAreNotAvailable() throws IOException {
        String address = upsd.at("a");
        upsd.close();

        Call call = Call.of(this::run, "-s", address, "-l", "-", "-d", "1", "-f", "%VAR ups.status% %UPSHOST%");

        assertEquals(0, call.exit());
        assertEquals("Warning: initial connect failed: Connection failure: Connection refused\n", call.err());
        assertTrue(call.out().endsWith("\nNA " + address + "\n"), call.out());
    }

    @Test
    void aServerThatHangsUpIsCalledAgain() {
        upsd.answer("GET VAR a gone.now", "VAR a gone.now \"here\"\n");

        Call call = Call.of(this::run, "-s", upsd.at("a"), "-l", "-", "-i", "1", "-d", "2", "-f", "%VAR no.answer% %VAR gone.now%");

        assertTrue(call.out().endsWith("\nNA NA\nNA NA\n"), call.out());
        assertEquals(2, upsd.requests.stream().filter("GET VAR a no.answer"::equals).count());
    }

    @Test
    void severalUpsesHaveAFileEach() throws IOException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");

        Call call = Call.of(this::run, "-F", "-m", upsd.at("a") + "," + first, "-m", "b@127.0.0.1:" + upsd.port() + "," + second,
            "-d", "1", "-f", "%UPSHOST%");

        assertEquals(0, call.exit(), call.err());
        assertEquals(List.of(upsd.at("a")), Files.readAllLines(first));
        assertEquals(List.of(upsd.at("b")), Files.readAllLines(second));
    }

    @Test
    void aTupleOfMoreOrLessThanTwoIsSaidSo() {
        Call one = Call.of(this::run, "-m", "a");
        Call three = Call.of(this::run, "-m", "a,b,c");

        assertEquals(new Call(1, "", "Argument '-m upsspec,logfile' requires exactly 2 components in the tuple\n"), one);
        assertEquals(one, three);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidSo() {
        Call call = Call.of(this::run, "-F", "-s", upsd.at("a"), "-l", directory.toString());

        assertEquals(1, call.exit());
        assertTrue(call.err().startsWith("could not open logfile " + directory), call.err());
    }

    @Test
    void upsAndFileMustBeGiven() {
        Call noUps = Call.of(this::run, "-l", "-");
        Call noFile = Call.of(this::run, "-s", "a");

        assertEquals(new Call(1, "", "No UPS defined for monitoring - use -s <system> or -m <ups,logfile>\n"), noUps);
        assertEquals(new Call(1, "", "No filename defined for logging - use -l <file>\n"), noFile);
    }

    @Test
    void anIntervalThatIsNoneIsSaidSo() {
        Call call = Call.of(this::run, "-s", "a", "-l", "-", "-i", "0");

        assertEquals(new Call(1, "", "Error: -i is 0 but must be a number of seconds from 1 to 86400\n"), call);
    }

    @ParameterizedTest
    @CsvSource({
        "-l -,           true",
        "-l /tmp/x,      false",
        "-l /tmp/x -F,   true",
        "-l - -B,        false",
        "-l /tmp/x -D,   true",
        "-l /tmp/x -D -B,false"})
    void aLogToAFileGoesToTheBackgroundUnlessTheFlagsSayOtherwise(String flags, boolean foreground) {
        AtomicReference<DaemonOptions> asked = new AtomicReference<>();
        Upslog.Host host = (options, brief, service) -> {
            asked.set(options);
            return 0;
        };

        Call.of((args, streams) -> Upslog.run(args, streams, host), ("-s a " + flags).split(" "));

        assertEquals(foreground, asked.get().foreground());
    }

    @Test
    void aStarStandsForEveryUpsOfTheServer() {
        upsd.answer("LIST UPS", "BEGIN LIST UPS\nUPS a \"\"\nUPS b \"\"\nEND LIST UPS\n");

        Call call = Call.of(this::run, "-s", upsd.at("*"), "-l", "-", "-d", "1", "-f", "%UPSHOST%");

        assertTrue(call.out().endsWith("\n" + upsd.at("a") + "\n" + upsd.at("b") + "\n"), call.out());
    }

    @Test
    void theOldWayToCallItIsUpsFileIntervalAndFormat() throws IOException {
        Path file = directory.resolve("log");

        Call call = Call.of(this::run, "-F", "-d", "1", upsd.at("a"), file.toString(), "5", "is", "%VAR ups.status%");

        assertEquals(0, call.exit(), call.err());
        assertEquals(List.of("is OL "), Files.readAllLines(file));
        assertTrue(call.out().endsWith(" (5s intervals)\n"), call.out());
    }

    @Test
    void oneFileForSeveralUpsesHasTheLinesOfAll() throws IOException {
        Path file = directory.resolve("log");

        Call.of(this::run, "-F", "-m", upsd.at("a") + "," + file, "-s", upsd.at("b"), "-l", file.toString(), "-d", "2", "-i", "1",
            "-f", "%UPSHOST%");

        assertEquals(List.of(upsd.at("a"), upsd.at("b"), upsd.at("a"), upsd.at("b")), Files.readAllLines(file));
    }

    @Test
    void anUpsdThatComesBackIsAskedAgain() throws IOException {
        Path file = directory.resolve("log");
        upsd.answer("GET VAR a ups.status", "VAR a ups.status \"OL\"\n");
        upsd.answer("GET VAR a gone.now", "ERR DATA-STALE\n");

        Call.of(this::run, "-F", "-s", upsd.at("a"), "-l", file.toString(), "-d", "2", "-i", "1",
            "-f", "%VAR ups.status% %VAR gone.now% %VAR hangs.up% %VAR ups.status%");

        assertEquals(List.of("OL NA NA NA", "OL NA NA NA"), Files.readAllLines(file));
    }

    private int run(String[] args, Streams streams) {
        return Upslog.run(args, streams, new TestHost());
    }
}
