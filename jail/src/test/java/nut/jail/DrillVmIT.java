package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** jail/drill-vm, but for the machine: how it is called, what it says when something is missing, and how it judges what was seen. */
@Timeout(60)
class DrillVmIT {
    /** A run as it was recorded, with the lines that count and some that do not. */
    private static final List<String> RECORDED = List.of(
        "26728.58 drill starts with sysvinit, UPS on /dev/pts/0",
        "26728.66 machine1 started",
        "26819.47 console1 UPS su700: newapc serves as process 961",
        "26868.90 guest1 running OL killpower=no newapc:nutdev upsd:nutsrv upsmon:nutmon upsmon:nutmon upsmon:root",
        "26869.03 ups EVENT MAINS LOST",
        "26870.29 guest1 running OB killpower=no newapc:nutdev upsd:nutsrv upsmon:nutmon upsmon:nutmon upsmon:root",
        "26870.40 ups EVENT BATTERY LOW",
        "26878.50 console1 Nov 24 14:02:43 guest upsmon[1068]: Executing automatic power-fail shutdown",
        "26911.93 ups EVENT SHUTDOWN ACCEPTED S in 20 s",
        "26912.45 console1 [  180.234946] reboot: Power down",
        "26912.51 machine1 ended with 0",
        "26931.93 ups EVENT LOAD CUT by S",
        "26932.08 ups EVENT MAINS BACK",
        "26936.08 ups EVENT LOAD ON",
        "26936.20 machine2 started",
        "27060.11 guest2 running OL CHRG killpower=no newapc:nutdev upsd:nutsrv upsmon:nutmon upsmon:nutmon upsmon:root");

    @TempDir
    private Path folder;

    private record Ended(int exit, String output) {
    }

    private static Ended drill(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("nut.jail.folder"), "drill-vm");
        Stream<String> command = Stream.concat(Stream.of("/bin/bash", script.toString()), Stream.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command.toList());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Ended judged(List<String> events) throws IOException, InterruptedException {
        return drill(Map.of(), "--judge", Files.write(folder.resolve("events"), events).toString());
    }

    /** The record, with the first line that holds some words given another time. */
    private static List<String> moved(String words, String time) {
        List<String> events = new ArrayList<>(RECORDED);
        events.replaceAll(line -> line.contains(words) ? time + line.substring(line.indexOf(' ')) : line);
        return events;
    }

    private static List<String> with(String line) {
        return Stream.concat(RECORDED.stream(), Stream.of(line)).toList();
    }

    @Test
    void aRunThatWentWellIsRight() throws IOException, InterruptedException {
        Ended end = judged(RECORDED);

        assertEquals(0, end.exit(), end.output());
        assertTrue(end.output().contains("42.90 s  the late hook tells the UPS to cut the power\n"), end.output());
        assertTrue(end.output().contains("off 19.42 s before the cut"), end.output());
    }

    @Test
    void aUpsThatCutsBeforeTheMachineIsOffIsWrong() throws IOException, InterruptedException {
        Ended end = judged(moved("LOAD CUT", "26912.50"));

        assertEquals(1, end.exit());
        assertTrue(end.output().endsWith("WRONG: too early: the UPS cuts the power\n"), end.output());
    }

    @Test
    void aGuestThatIsOffBeforeItHasToldTheUpsIsWrong() throws IOException, InterruptedException {
        Ended end = judged(moved("SHUTDOWN ACCEPTED", "26912.60"));

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("WRONG: too early: the guest powers itself off; too early: QEMU has ended"), end.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAINS LOST", "Executing automatic", "SHUTDOWN ACCEPTED", "Power down", "ended with 0", "LOAD CUT", "LOAD ON",
        "guest2 running"})
    void aStepThatWasNotSeenIsWrong(String words) throws IOException, InterruptedException {
        Ended end = judged(RECORDED.stream().filter(line -> !line.contains(words)).toList());

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("WRONG: not seen: "), end.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"26940.00 ups EVENT HARM twice-too-fast", "26912.40 machine1 power cut",
        "26980.00 console2 [   40.1] EXT4-fs (vda): recovery complete"})
    void whatMustNotBeIsWrong(String line) throws IOException, InterruptedException {
        Ended end = judged(with(line));

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("WRONG: the "), end.output());
    }

    @Test
    void aKillPowerFlagThatStaysIsWrong() throws IOException, InterruptedException {
        List<String> events = new ArrayList<>(RECORDED);
        events.replaceAll(line -> line.contains("guest2") ? line.replace("killpower=no", "killpower=yes") : line);

        assertEquals(1, judged(events).exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--init upstart", "--init", "--runs 0", "--runs ten", "--ups-speed fast", "--judge /nonexistent", "now"})
    void aWrongCallIsOneLineAndTwo(String line) throws IOException, InterruptedException {
        Ended end = drill(Map.of(), line.split(" "));

        assertEquals(2, end.exit());
        assertTrue(end.output().matches("drill-vm: .*; drill-vm --help shows how to call it\n"), end.output());
    }

    @Test
    void aMissingProgramIsOneLineWithItsPackage() throws IOException, InterruptedException {
        assumeTrue(Credentials.isRoot() && System.getProperty("os.arch").equals("amd64"), "root on x86-64 is what it looks for first");
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("dirname", "readlink", "uname", "id")) {
            Path only = Files.writeString(programs.resolve(program), "#!/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
            Files.setPosixFilePermissions(only, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        Ended end = drill(Map.of("PATH", programs.toString()), "--cache", folder.toString());

        assertEquals(77, end.exit());
        assertEquals("drill-vm: qemu-system-x86_64 is missing; install it: apt-get install qemu-system-x86\n", end.output());
    }
}
