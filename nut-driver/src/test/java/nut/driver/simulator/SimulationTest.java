package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import nut.common.posix.BootClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SimulationTest {
    @TempDir
    private Path folder;

    @Test
    void theDeviceSpeaksAtThePaceOfTheWire() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.WIRE, 1)); RandomAccessFile device = device()) {
            long began = System.nanoTime();

            String model = ask(device, "Y") + ask(device, "\1");
            double seconds = (System.nanoTime() - began) / 1e9;

            assertEquals("SM\r\nSMART-UPS 700   \r\n", model);
            assertTrue(seconds >= 24 * 10 / 2400.0, seconds + " s");
            assertTrue(simulation.isSmart());
        }
    }

    @Test
    void everyByteIsLoggedWithItsDirection() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1)); RandomAccessFile device = device()) {
            ask(device, "Y");
            simulation.control("mains off").join();
            device.readByte();
            simulation.control("status").join();
        }

        List<String> lines = Files.readAllLines(folder.resolve("log"));
        List<String> tails = lines.stream().map(line -> line.split(" ", 3)[2]).toList();
        assertTrue(tails.containsAll(List.of("RX      59 Y", "EVENT   SMART MODE", "TX      53 S", "TX      0D CR", "CONTROL mains off",
            "EVENT   MAINS LOST", "TX      21 !", "EVENT   QUIT")), tails.toString());
        String form = "\\d+\\.\\d{9} \\+\\d+\\.\\d{6} (EVENT|CONTROL|TX|RX) +\\S.*";
        assertTrue(lines.stream().allMatch(line -> line.matches(form)), lines.toString());
    }

    @Test
    void timersRunAsMuchFasterAsTheyAreTold() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1000)); RandomAccessFile device = device()) {
            ask(device, "Y");
            simulation.control("mains off").join();

            byte[] alerts = new byte[5];
            device.readFully(alerts);

            assertEquals("!!!!!", new String(alerts, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theLinkFollowsTheDevice() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1))) {
            Path link = folder.resolve("ttyS0");

            simulation.control("hangup").join();
            boolean gone = !Files.isSymbolicLink(link);
            String plugged = simulation.control("plug").join();

            assertTrue(gone);
            assertEquals("OK " + Files.readSymbolicLink(link), plugged);
            assertTrue(Files.exists(link));
        }
        assertFalse(Files.isSymbolicLink(folder.resolve("ttyS0")));
    }

    @Test
    void theDeviceHasTheModeThatIsWanted() throws IOException {
        Options options = Options.of(Pace.NONE, 1);
        Options dressed = new Options(options.profile(), options.cable(), options.pace(), 1, 10, 10, 1, options.scenario(),
            Optional.empty(), Optional.of(PosixFilePermissions.fromString("rw-rw----")), Optional.empty());

        try (Simulation simulation = start(dressed)) {
            Path device = Files.readSymbolicLink(folder.resolve("ttyS0"));

            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(device)));
            assertTrue(simulation.ups().feedsLoad());
        }
    }

    @Test
    void aCommandThatIsNoneIsAnsweredByWhatIsWrong() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1))) {
            assertEquals("ERR charge needs a word more", simulation.control("charge").join());
            assertEquals("ERR 101 is not between 0 and 100", simulation.control("charge 101").join());
            assertEquals("ERR many is not a number", simulation.control("charge many").join());
            assertTrue(simulation.control("mians off").join().startsWith("ERR unknown command mians; known are: mains off|on"));
        }
    }

    @Test
    void voltageAndTemperatureAreMeasuredAsTheyAreSet() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1)); RandomAccessFile device = device()) {
            ask(device, "Y");

            simulation.control("voltage 121.5").join();
            simulation.control("temperature 41.5").join();

            assertEquals("121.5\r\n041.5\r\n", ask(device, "L") + ask(device, "C"));
        }
    }

    @Test
    void harmIsCountedInTheStatusAndShownOnRequest() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1)); RandomAccessFile device = device()) {
            ask(device, "Y");
            device.write("ZZ".getBytes(StandardCharsets.US_ASCII));
            ask(device, "Q");

            String harm = simulation.control("harm").join();
            String status = simulation.control("status").join();

            assertTrue(harm.startsWith("OK 1 twice-too-fast=1; last: twice-too-fast: second Z came "), harm);
            assertTrue(status.endsWith(" harm=1"), status);
        }
        assertTrue(Files.readString(folder.resolve("log")).contains("EVENT   HARM twice-too-fast"));
    }

    @Test
    void aUpsOnContactClosureHasLinesInsteadOfBytes() throws IOException {
        try (Simulation simulation = start(Options.of(Models.named("back-ups"), Pace.NONE, 1))) {
            simulation.control("mains off").join();

            assertEquals("OK CTS=0 DCD=0 RNG=0 DSR=0 DTR=0 RTS=0", simulation.control("lines").join());
            assertEquals("OK CTS=1 DCD=0 RNG=0 DSR=0 DTR=0 RTS=1", simulation.control("lines RTS=1").join());
            assertEquals("ERR CTS=1 is not DTR=0, DTR=1, RTS=0 or RTS=1", simulation.control("lines CTS=1").join());
            assertTrue(simulation.control("model").join().startsWith("OK back-ups Back-UPS"));
        }
    }

    @Test
    void commandsComeThroughASocketAndAreAnswered() throws IOException {
        try (Simulation simulation = start(Options.of(Pace.NONE, 1)); ControlPort port = new ControlPort(simulation)) {
            port.open(folder.resolve("control"));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control")))) {
                BufferedReader answers = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));

                Channels.newOutputStream(client).write("mains off\nstatus\n".getBytes(StandardCharsets.UTF_8));

                assertEquals("OK", answers.readLine());
                assertTrue(answers.readLine().startsWith("OK mains=off output=ON status=10 "));
            }
        }
    }

    @Test
    void commandsComeThroughAFifoThatIsThere() throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        try (Simulation simulation = start(Options.of(Pace.NONE, 1)); ControlPort port = new ControlPort(simulation);
             RandomAccessFile device = device()) {
            ask(device, "Y");
            port.open(fifo);

            Files.writeString(fifo, "mains off\n");

            assertEquals('!', device.readByte());
        }
    }

    @Test
    void anEndedSimulationRefusesCommands() throws IOException {
        Simulation simulation = start(Options.of(Pace.NONE, 1));
        simulation.close();

        assertEquals("ERR the simulation has ended", simulation.control("status").join());
    }

    private Simulation start(Options options) throws IOException {
        EventLog log = EventLog.open(folder.resolve("log"), BootClock.nanos());
        Simulation simulation = new Simulation(options.withLink(folder.resolve("ttyS0")), log, BootClock::nanos);
        simulation.plug();
        Thread.ofPlatform().daemon().start(simulation::run);
        return simulation;
    }

    private RandomAccessFile device() throws IOException {
        return new RandomAccessFile(folder.resolve("ttyS0").toFile(), "rw");
    }

    private static String ask(RandomAccessFile device, String question) throws IOException {
        device.write(question.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.isEmpty() || answer.charAt(answer.length() - 1) != '\n') {
            answer.append((char) device.readUnsignedByte());
        }
        return answer.toString();
    }
}
