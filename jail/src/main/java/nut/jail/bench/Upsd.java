package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nut.common.protocol.ErrorAnswer;
import nut.jail.chain.ChainFault;

/** Our upsd beside NUT's: speed and size, as a table with goals. */
public final class Upsd {
    /** Variable of the environment: the parts to run, of rest, answers, news and many, with commas between them; without it all. */
    private static final String ONLY = "ONLY";
    private static final int UPSES = 200;
    private static final int TWICE_A_SECOND = 500;
    private static final int NEWS_EVERY_MILLIS = 10;

    private final Path tree;
    private final Path work;
    private final Path bench;
    private final Programs ours;
    private final Programs peer;
    private final boolean quick;

    private Upsd(Path tree, Path work, boolean quick) {
        this.tree = tree;
        this.work = work;
        this.bench = tree.resolve("../../bench").normalize();
        this.ours = Programs.ours(tree);
        this.peer = Programs.peer();
        this.quick = quick;
    }

    /**
     * Runs. The exit status says whether it could be measured, not whether the goals are met.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = System.getenv("QUICK") != null;
        try {
            new Upsd(Path.of(args[0]), Path.of(args[1]), quick).run();
        } catch (ChainFault | ErrorAnswer fault) {
            System.err.println("bench: " + fault.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, ErrorAnswer {
        int runs = quick ? 3 : 5;
        double seconds = quick ? 2 : 5;
        int rest = quick ? 10 : 30;
        head(runs, seconds);
        Load load = Load.compile(bench.resolve("nutload.c"), work);
        CProgram newslag = CProgram.compile(bench.resolve("newslag.c"), work);
        List<Row> rows = new ArrayList<>();
        if (isWanted("rest")) {
            try (Server idle = Server.withDummy(work.resolve("idle"), ours, bench.resolve("smart-ups.dev"))) {
                rows.addAll(AtRest.idle(idle, tree.resolve("runtime"), rest));
            }
        }
        if (isWanted("answers")) {
            try (Server theirs = Server.withDummy(work.resolve("peer"), peer, bench.resolve("smart-ups.dev"));
                 Server own = Server.withDummy(work.resolve("ours"), ours, bench.resolve("smart-ups.dev"))) {
                Answering answering = new Answering(load, theirs, own, runs, seconds);
                answering.warmUp();
                rows.addAll(List.of(answering.connections(), answering.pipeline(), answering.list(), answering.crowd()));
            }
        }
        if (isWanted("news")) {
            try (Server own = Server.withPublisher(work.resolve("news"), ours, 1, NEWS_EVERY_MILLIS, News.WARM_UP)) {
                rows.add(new News(newslag, own, runs, (int) (seconds * 1000 / NEWS_EVERY_MILLIS)).row());
            }
        }
        if (isWanted("many")) {
            try (Server own = Server.withPublisher(work.resolve("many"), ours, UPSES, TWICE_A_SECOND, 0)) {
                rows.add(AtRest.many(own, UPSES, rest));
            }
        }
        Row.printHead();
        rows.forEach(Row::print);
        System.out.printf("%n%d of %d goals met%n", rows.stream().filter(Row::met).count(), rows.size());
    }

    private static boolean isWanted(String part) {
        String only = System.getenv(ONLY);
        return only == null || List.of(only.split(",")).contains(part);
    }

    private void head(int runs, double seconds) throws IOException {
        System.out.printf("date     %s%n", ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
        System.out.printf("machine  %d processors, %s, Linux %s, load %s%n", Runtime.getRuntime().availableProcessors(),
            processor(), Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        System.out.printf("ours     %s, Java %s%n", ours.version(), Runtime.version());
        System.out.printf("peer     %s (%s)%n", peer.version(), peer.upsd().getFirst());
        System.out.printf("runs     %d, alternating, %.0f s each; medians%n", runs, seconds);
    }

    private static String processor() throws IOException {
        String cpu = Files.readString(Path.of("/proc/cpuinfo"));
        return Arrays.stream(cpu.split("\n")).filter(line -> line.startsWith("model name")).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("processor of unknown model");
    }
}
