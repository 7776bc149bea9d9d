package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** What upsd costs while nothing happens, and while many drivers publish. */
final class AtRest {
    private static final double KILO = 1024;
    private static final double GOAL_MEGABYTES = 16;
    private static final int CLIENTS = 4;
    private static final double GOAL_CPU = 0.1;
    /** A thread that wakes each second may do it once more in a span that begins just before. */
    private static final int ONCE_MORE = 1;

    private AtRest() {
    }

    /** When it has been up for a while, and the compilers are done with its start: four clients that have asked once and are silent. */
    static List<Row> idle(Server server, Path runtime, int seconds) throws IOException, ErrorAnswer, InterruptedException {
        List<NutConnection> clients = new ArrayList<>();
        Thread.sleep(seconds * 3000L);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                NutConnection client = server.connect();
                clients.add(client);
                client.variable(Server.UPS, "ups.status");
            }
            Map<String, Long> before = server.figures().sleeps();
            Thread.sleep(seconds * 1000L);
            Map<String, Long> after = server.figures().sleeps();
            return List.of(memory(server.figures().memory(runtime)), wakeUps(before, after, seconds));
        } finally {
            clients.forEach(NutConnection::close);
        }
    }

    private static Row memory(ProcessFigures.Memory memory) {
        double own = memory.overTheRuntime() / KILO;
        return new Row("at rest, 1 UPS, 4 clients: memory", "PSS 16 MB over the runtime", "-",
            String.format("%.1f MB (all %.1f, anonymous %.1f)", own, memory.pss() / KILO, (memory.pss() - memory.pssOfRuntime()) / KILO),
            own <= GOAL_MEGABYTES);
    }

    private static Row wakeUps(Map<String, Long> before, Map<String, Long> after, int seconds) {
        Comparator<Map.Entry<String, Long>> order = Map.Entry.comparingByValue();
        List<Map.Entry<String, Long>> woken = after.entrySet().stream()
            .map(thread -> Map.entry(thread.getKey(), thread.getValue() - before.getOrDefault(thread.getKey(), 0L)))
            .filter(thread -> thread.getValue() > 0).sorted(order.reversed()).toList();
        long most = woken.isEmpty() ? 0 : woken.getFirst().getValue();
        long all = woken.stream().mapToLong(Map.Entry::getValue).sum();
        woken.forEach(thread -> System.out.printf("  thread %s woke %d times in %d s%n", thread.getKey(), thread.getValue(), seconds));
        return new Row("at rest, 1 UPS, 4 clients: wake-ups", "no thread above 1/s", "-",
            String.format("%.2f/s at most, %.2f/s in all", (double) most / seconds, (double) all / seconds), most <= seconds + ONCE_MORE);
    }

    /** How busy upsd is with drivers that publish twice a second. */
    static Row many(Server server, int count, int seconds) throws IOException, InterruptedException {
        Thread.sleep(seconds * 500L);
        double before = server.figures().cpuSeconds();
        long begin = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double part = (server.figures().cpuSeconds() - before) / ((System.nanoTime() - begin) / 1e9);
        return new Row(count + " UPSes, each publishing twice a second", "below 10 % of one core", "-",
            String.format("%.1f %% of one core, RSS %.0f MB", part * 100, server.figures().rss() / KILO), part < GOAL_CPU);
    }
}
