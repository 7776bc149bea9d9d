package nut.driver.apc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nut.driver.apc.WireMeter.Exchange;
import nut.driver.core.UpsState;
import nut.driver.line.SerialLine;
import nut.driver.simulator.UpsOnAPty;

/**
 * Prints how long each question takes on a real (pseudo) terminal, in real time, against the time of its bytes at 2400 baud. The simulated
 * UPS answers without a pause, so whatever is above 1.00 is the driver's, the system's and the simulator's.
 */
final class WireTable {
    private static final int POLLS = 25;

    private WireTable() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("wire");
        try (UpsOnAPty ups = UpsOnAPty.start(folder.resolve("ttyS1"), folder.resolve("ups.log"), 1);
             WireMeter line = new WireMeter(SerialLine.open(folder.resolve("ttyS1"), ApcKind.setup(Rig.settings(Map.of())), () -> { }))) {
            System.out.println("The simulated UPS logs to " + ups.log());
            measure(line);
        }
    }

    private static void measure(WireMeter line) throws IOException {
        UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());
        ApcDriver driver = new ApcDriver(line, state, ApcSettings.of(Rig.settings(Map.of())), () -> false);
        driver.attach(5);
        line.take();
        System.out.println("query  bytes  wire ms  taken ms  ratio");
        double worst = 0;
        double sum = 0;
        for (int i = 0; i < POLLS; i++) {
            long began = line.nanos();
            poll(driver);
            List<Exchange> exchanges = line.take();
            Exchange poll = WireMeter.sum("poll", exchanges, (line.nanos() - began) / 1e6);
            worst = Math.max(worst, poll.ratio());
            sum += poll.ratio();
            if (i == 0) {
                exchanges.forEach(WireTable::print);
                print(poll);
            } else if (i == 1) {
                print(WireMeter.sum("usual", exchanges, poll.takenMillis()));
            }
        }
        System.out.printf(Locale.ROOT, "%d polls: ratio %.3f on average, %.3f at worst%n", POLLS, sum / POLLS, worst);
    }

    private static void print(Exchange exchange) {
        System.out.printf(Locale.ROOT, "%-5s  %5d  %7.1f  %8.1f  %5.3f%n", exchange.query(), exchange.bytes(), exchange.wireMillis(),
            exchange.takenMillis(), exchange.ratio());
    }

    private static void poll(ApcDriver driver) throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }
}
