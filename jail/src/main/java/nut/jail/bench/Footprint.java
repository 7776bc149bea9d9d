package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;

/** What the programs cost an admin's machine: the time until they work, the memory at rest, the disk of the jail. */
public final class Footprint {
    private static final int RUNS = 15;
    private static final int FEW_RUNS = 5;
    private static final long REST_SECONDS = 60;
    private static final double MILLI = 1e6;
    private static final double MEGA = 1024 * 1024;
    private static final List<String> PROGRAMS = List.of("bin/newapc", "bin/upsdrvctl", "bin/upsc", "bin/upscmd", "bin/upsrw", "bin/upslog",
        "bin/upssim", "sbin/upsd", "sbin/upsmon");

    private Footprint() {
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Layout layout = layout(args, "resting", "wire");
        System.out.printf("date %s, %d processors, load %s, Java %s%n", ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
            Runtime.getRuntime().availableProcessors(), load(), Runtime.version());
        System.out.printf("%nstart to exit of -V, %d runs%n%-16s %8s %8s %8s%n", RUNS, "program", "best ms", "median", "worst");
        for (String program : PROGRAMS) {
            double[] millis = starts(layout.tree().resolve(program));
            System.out.printf("%-16s %8.0f %8.0f %8.0f%n", program, millis[0], millis[RUNS / 2], millis[RUNS - 1]);
        }
        try (Chain chain = start(layout(args, "answering", "none"))) {
            printStarts("start of the daemons, with a UPS that answers at once", chain);
            printStart("all three commands at the same time, until upsmon has logged in", chain::startTogether);
            if (chain.layout().jailed()) {
                printStart("upsd in the jail by chroot(8), from exec to its first answer", chain::startUpsdInside);
                printStart("newapc, from its own exec in the jail until it serves", chain::driverSinceItsExec);
                printStart("upsd, from its own exec in the jail until it serves", chain::upsdSinceItsExec);
            }
        }
        try (Chain chain = start(layout)) {
            printStarts("start of the daemons, with a UPS that answers at 2400 baud", chain);
            long rest = System.getenv("REST") == null ? REST_SECONDS : Long.parseLong(System.getenv("REST"));
            Thread.sleep(Duration.ofSeconds(rest));
            System.out.printf("%nafter %d s at rest, load %s%n", rest, load());
            ChainMemory.print(layout);
            System.out.println();
            if (layout.jailed()) {
                System.out.printf("jail: %.1f MB, installed tree: %.1f MB%n", size(layout.jail()) / MEGA, size(layout.tree()) / MEGA);
            }
        }
        System.exit(0);
    }

    private static Layout layout(String[] args, String name, String pace) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]).resolve(name));
        return new Layout(Path.of(args[0]), folder, Credentials.isRoot(), FreePort.find(), 1, pace);
    }

    private static Chain start(Layout layout) throws IOException, InterruptedException {
        Chain chain = Chain.start(layout);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(chain)));
        return chain;
    }

    private static void printStarts(String title, Chain chain) {
        System.out.printf("%n%s%n", title);
        for (Map.Entry<String, Duration> start : chain.starts().entrySet()) {
            System.out.printf("%8.0f ms  %s%n", start.getValue().toNanos() / MILLI, start.getKey());
        }
    }

    private interface Start {
        Duration time() throws IOException, InterruptedException;
    }

    private static void printStart(String what, Start start) throws IOException, InterruptedException {
        double[] millis = new double[FEW_RUNS];
        for (int run = 0; run < FEW_RUNS; run++) {
            millis[run] = start.time().toNanos() / MILLI;
        }
        Arrays.sort(millis);
        System.out.printf("%8.0f ms  %s (median of %d; best %.0f)%n", millis[FEW_RUNS / 2], what, FEW_RUNS, millis[0]);
    }

    /** How many threads wanted a processor, on average over the last minute. */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    /** In order of time. */
    private static double[] starts(Path program) throws IOException, InterruptedException {
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            int status = new ProcessBuilder(program.toString(), "-V").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            millis[run] = (System.nanoTime() - begin) / MILLI;
            if (status != 0) {
                throw new IOException(program + " -V ends with " + status);
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).mapToLong(file -> file.toFile().length())
                .sum();
        }
    }

    private static void close(Chain chain) {
        try {
            chain.close();
        } catch (IOException failed) {
            System.err.println("footprint: cannot clean up: " + failed.getMessage());
        }
    }
}
