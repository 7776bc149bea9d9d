package nut.jail.bench;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nut.jail.chain.ChainFault;

/**
 * From a driver's publication to its line at a client that has subscribed, as {@code jail/bench/newslag.c} sees it: until the kernel has
 * received the line for the client's socket, and, beside it, until the client has read it, which another wake-up comes before. The client
 * stays for all runs, as a monitor does: one that comes or goes has upsd do what its compiler had thought would not happen again, and some
 * hundreds of news are then interpreted.
 */
final class News {
    private static final Pattern SAID = Pattern.compile("p50=(\\d+)us p99=(\\d+)us read50=(\\d+)us");
    private static final double GOAL_MICROS = 200;
    /** More than upsd's second compiler waits for, in publications. */
    static final int WARM_UP = 30_000;

    private final CProgram newslag;
    private final Server server;
    private final int runs;
    private final int lines;

    News(CProgram newslag, Server server, int runs, int lines) {
        this.newslag = newslag;
        this.server = server;
        this.runs = runs;
        this.lines = lines;
    }

    Row row() throws IOException, InterruptedException {
        double[] medians = new double[runs];
        double[] late = new double[runs];
        double[] read = new double[runs];
        String said = newslag.run(List.of("127.0.0.1", String.valueOf(server.port()), "ups0", "ups.timer", String.valueOf(WARM_UP),
            String.valueOf(lines), String.valueOf(runs)));
        Matcher figures = SAID.matcher(said);
        for (int i = 0; i < runs; i++) {
            if (!figures.find()) {
                throw new ChainFault("newslag said: " + said);
            }
            medians[i] = Double.parseDouble(figures.group(1));
            late[i] = Double.parseDouble(figures.group(2));
            read[i] = Double.parseDouble(figures.group(3));
        }
        double median = Median.at(medians, 0.5);
        return new Row("publication to a subscriber's socket", "p50 below 200 us", "-",
            String.format("p50 %.0f us, p99 %.0f us, read %.0f us", median, Median.at(late, 0.5), Median.at(read, 0.5)),
            median < GOAL_MICROS);
    }
}
