package nut.jail.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nut.jail.chain.ChainFault;

/** How fast both servers answer, in alternating runs. */
final class Answering {
    private static final String GET = "GET VAR " + Server.UPS + " ups.status";
    private static final String LIST = "LIST VAR " + Server.UPS;
    private static final double LISTS_A_SECOND = 10_000;
    private static final int CROWD = 10_000;
    private static final double CROWD_MILLIS = 100;
    private static final double CROWD_MEGABYTES = 128;

    private final Load load;
    private final Server peer;
    private final Server ours;
    private final int runs;
    private final double seconds;

    Answering(Load load, Server peer, Server ours, int runs, double seconds) {
        this.load = load;
        this.peer = peer;
        this.ours = ours;
        this.runs = runs;
        this.seconds = seconds;
    }

    /** What the runs of one measure came to. */
    private record Runs(List<Load.Result> peer, List<Load.Result> ours) {
    }

    private interface Run {
        Load.Result on(Server server) throws IOException, InterruptedException;
    }

    private Runs alternate(Run run) throws IOException, InterruptedException {
        Runs all = new Runs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < runs; i++) {
            all.peer.add(run.on(peer));
            all.ours.add(run.on(ours));
        }
        return all;
    }

    /** Lets the compilers finish first. */
    void warmUp() throws IOException, InterruptedException {
        for (Server server : List.of(peer, ours)) {
            load.fast(server.port(), 256, seconds, GET, 1);
            load.fast(server.port(), 16, seconds, GET, 16);
            load.fast(server.port(), 1, 1, LIST, 1);
        }
    }

    Row connections() throws IOException, InterruptedException {
        return ratio("GET VAR, 256 connections", alternate(server -> load.fast(server.port(), 256, seconds, GET, 1)));
    }

    Row pipeline() throws IOException, InterruptedException {
        return ratio("GET VAR, 16 connections, pipeline 16", alternate(server -> load.fast(server.port(), 16, seconds, GET, 16)));
    }

    private Row ratio(String what, Runs all) {
        double theirs = Median.of(all.peer, Load.Result::rate);
        double own = Median.of(all.ours, Load.Result::rate);
        return new Row(what, "1.00 x the peer", perSecond(theirs), perSecond(own) + String.format(", %.2f x", own / theirs),
            own >= theirs && errors(all.ours) == 0);
    }

    Row list() throws IOException, InterruptedException {
        Runs all = alternate(server -> load.fast(server.port(), 1, seconds, LIST, 1));
        double own = Median.of(all.ours, Load.Result::rate);
        return new Row("LIST VAR, 1 connection", perSecond(LISTS_A_SECOND), perSecond(Median.of(all.peer, Load.Result::rate)),
            perSecond(own), own >= LISTS_A_SECOND && errors(all.ours) == 0);
    }

    /**
     * Ten thousand clients at once; memory is looked at while they are there. Ours alone: NUT's takes one new client at a time from a queue
     * of few, so that many have to knock again, and is not ready within minutes.
     */
    Row crowd() throws IOException, InterruptedException {
        if (ours.figures().mostFiles() < CROWD + 200) {
            throw new ChainFault("10000 connections need a hard limit of more open files: ulimit -Hn 12000");
        }
        List<Double> memory = new ArrayList<>();
        List<Load.Result> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            try (MostMemory most = MostMemory.of(ours.figures())) {
                all.add(load.paced(ours.port(), CROWD, 2 * seconds, GET));
                memory.add(most.megabytes());
            }
        }
        double late = Median.of(all, Load.Result::p99Millis);
        double megabytes = Median.of(memory, m -> m);
        boolean complete = all.stream().allMatch(run -> run.connections() == CROWD && run.unanswered() == 0 && run.errors() == 0);
        return new Row("10,000 connections, each asking once a second", "all answered, 100 ms, 128 MB",
            "-", crowd(all, megabytes), complete && late < CROWD_MILLIS && megabytes < CROWD_MEGABYTES);
    }

    private static String crowd(List<Load.Result> runs, double megabytes) {
        long unanswered = runs.stream().mapToLong(run -> run.unanswered() + run.errors() + CROWD - run.connections()).sum();
        return String.format("%s, p99 %.1f ms, %.0f MB", unanswered == 0 ? "all" : unanswered + " failed",
            Median.of(runs, Load.Result::p99Millis), megabytes);
    }

    private static long errors(List<Load.Result> runs) {
        return runs.stream().mapToLong(Load.Result::errors).sum();
    }

    private static String perSecond(double rate) {
        return String.format("%,.0f/s", rate);
    }
}
