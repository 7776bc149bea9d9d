package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nut.jail.chain.ChainFault;

/**
 * From the last bit of an alert byte of a simulated Smart-UPS to the command that upsmon runs, through driver, upsd and upsmon with default
 * settings (and FINALDELAY 0): ours, and NUT's, which needs seconds and is tried less often.
 */
public final class Reaction {
    private static final int PEER_RUNS = 5;
    private static final double WORST_MILLIS = 500;

    private Reaction() {
    }

    /**
     * Runs. The exit status says whether it could be measured, not whether the goals are met.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException {
        Path tree = Path.of(args[0]);
        Path work = Path.of(args[1]);
        int runs = System.getenv("QUICK") != null ? 5 : 50;
        try {
            double[][] ours = measure(tree, work.resolve("ours"), Suite.ours(tree), runs);
            double[][] peer = measure(tree, work.resolve("peer"), Suite.peer(), PEER_RUNS);
            Row.printHead();
            row("line-fail byte to NOTIFYCMD", 50, peer[0], ours[0]).print();
            row("low-battery byte to SHUTDOWNCMD", 100, peer[1], ours[1]).print();
        } catch (ChainFault fault) {
            System.err.println("bench: " + fault.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static Row row(String measure, double goal, double[] peer, double[] ours) {
        double median = Median.at(ours, 0.5);
        double worst = Arrays.stream(ours).max().orElseThrow();
        return new Row(measure, String.format("p50 %.0f ms, worst %.0f ms", goal, WORST_MILLIS), String.format("p50 %.0f ms of %d",
            Median.at(peer, 0.5), peer.length), String.format("p50 %.1f ms, worst %.1f ms of %d", median, worst, ours.length),
            median <= goal && worst < WORST_MILLIS);
    }

    /** Line failures first, all with one upsmon; then shutdowns, each with a new one. */
    private static double[][] measure(Path tree, Path folder, Suite suite, int runs) throws IOException {
        List<Double> failures = new ArrayList<>();
        List<Double> shutdowns = new ArrayList<>();
        try (ReactingHost host = new ReactingHost(tree, folder, suite)) {
            Thread end = new Thread(host::close);
            Runtime.getRuntime().addShutdownHook(end);
            host.startUpsmon();
            for (int i = 0; i < runs; i++) {
                failures.add(host.reaction("mains off", "TX 21", "notified", "ONBATT"));
                host.reaction("mains on", "TX 24", "notified", "ONLINE");
            }
            System.out.printf("%s, line failures, ms: %s%n", suite.driverName(), rounded(failures));
            for (int i = 0; i < runs; i++) {
                if (i > 0) {
                    host.startUpsmon();
                }
                host.reaction("mains off", "TX 21", "notified", "ONBATT");
                shutdowns.add(host.reaction("battery low", "TX 25", "down", "DOWN"));
                host.afterShutdown();
            }
            System.out.printf("%s, shutdowns, ms: %s%n", suite.driverName(), rounded(shutdowns));
            Runtime.getRuntime().removeShutdownHook(end);
        }
        return new double[][] {failures.stream().mapToDouble(Double::doubleValue).toArray(),
            shutdowns.stream().mapToDouble(Double::doubleValue).toArray()};
    }

    private static List<Long> rounded(List<Double> millis) {
        return millis.stream().map(Math::round).toList();
    }
}
