package nut.upsd.example;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.Orders;
import nut.common.protocol.Outcome;
import nut.common.protocol.UpsAddress;
import nut.common.protocol.UpsNews;

/** {@code WatchUps ups[@host[:port]] user password}: tests the UPS's panel, then says what happens until the battery is low. */
public final class WatchUps {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(15);

    private final NutConnection server;
    private final String ups;
    private final PrintStream out;

    private WatchUps(NutConnection server, String ups, PrintStream out) {
        this.server = server;
        this.ups = ups;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, ErrorAnswer, InterruptedException {
        run(System.out, arguments);
    }

    /** The program, with its output somewhere else. */
    public static void run(PrintStream out, String... arguments) throws IOException, ErrorAnswer, InterruptedException {
        UpsAddress address = UpsAddress.parse(arguments[0]);
        try (NutConnection server = NutConnection.open(address.host(), address.port(), TIMEOUT)) {
            WatchUps program = new WatchUps(server, address.ups(), out);
            server.upses().forEach((name, description) -> out.println(name + " is " + description));
            server.authenticate(arguments[1], arguments[2]);
            program.testPanel();
            program.watch();
        }
    }

    private void testPanel() throws IOException, ErrorAnswer, InterruptedException {
        Orders orders = new Orders(server);
        orders.track();
        Optional<String> id = orders.instantCommand(ups, "test.panel.start");
        Outcome outcome = orders.outcome(id.orElseThrow());
        while (outcome == Outcome.PENDING) {
            Thread.sleep(100);
            outcome = orders.outcome(id.orElseThrow());
        }
        out.println("panel test: " + outcome);
    }

    /** News first, then the values: so nothing is missed in between. */
    private void watch() throws IOException, ErrorAnswer {
        boolean hasNews = server.subscribe(ups, "ups.status");
        String status = status();
        out.println("status: " + status);
        while (!status.contains("LB")) {
            Optional<UpsNews> news = server.nextNews(POLL);
            // A server without news is asked each time; one with news too, in case that a firewall has forgotten the connection.
            String now = hasNews && news.isPresent() ? told(news.get()) : status();
            if (!now.equals(status)) {
                out.println("status: " + now);
                status = now;
            }
        }
    }

    private static String told(UpsNews news) {
        return switch (news) {
            case UpsNews.ValueChanged changed -> changed.value();
            case UpsNews.VariableGone gone -> "no status";
            case UpsNews.DataStale stale -> "stale";
            case UpsNews.DriverGone gone -> "no driver";
            case UpsNews.UpsGone gone -> "no such UPS";
        };
    }

    private String status() throws IOException, ErrorAnswer {
        try {
            return server.variable(ups, "ups.status");
        } catch (ErrorAnswer e) {
            return switch (e.code()) {
                case "DATA-STALE" -> "stale";
                case "DRIVER-NOT-CONNECTED" -> "no driver";
                default -> throw e;
            };
        }
    }
}
