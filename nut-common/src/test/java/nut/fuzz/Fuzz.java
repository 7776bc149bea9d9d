package nut.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a target: first its corpus as it is, then inputs made of it. Input number n of a seed is always the same. The system
 * properties {@code fuzz.inputs} and {@code fuzz.seed} make a long run of what is a short one in every build.
 */
public final class Fuzz {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int ORDINARY_INPUTS = 20_000;
    private static final long MOST_ALLOCATED = 64L << 20;
    private static final long PATIENCE_SECONDS = 20;
    private static final int LONGEST_SHOWN = 4000;

    private final Target target;
    private final long seed;
    private volatile long number = -1;
    private volatile byte[] current = new byte[0];

    private Fuzz(Target target, long seed) {
        this.target = target;
        this.seed = seed;
    }

    /** Runs a target, and prints a line when that was asked for by {@code fuzz.inputs}. A find is an AssertionError. */
    public static void run(Target target) throws IOException {
        run(target, 1);
    }

    /**
     * The same for a target that is slow by nature.
     *
     * @param share one input for so many of other targets
     */
    public static void run(Target target, int share) throws IOException {
        long inputs = Long.getLong("fuzz.inputs", ORDINARY_INPUTS) / share;
        long begin = System.nanoTime();
        new Fuzz(target, Long.getLong("fuzz.seed", 1)).run(inputs);
        if (System.getProperty("fuzz.inputs") != null) {
            long perSecond = inputs * TimeUnit.SECONDS.toNanos(1) / Math.max(1, System.nanoTime() - begin);
            System.out.printf("fuzz %-14s %,12d inputs, %,9d a second: nothing found%n", target.name(), inputs, perSecond);
        }
    }

    private void run(long inputs) throws IOException {
        List<byte[]> seeds = new ArrayList<>(corpus());
        seeds.addAll(target.built());
        if (seeds.isEmpty()) {
            throw new IOException(CORPUS.resolve(target.name()) + " holds nothing to begin with");
        }
        Thread watch = Thread.ofPlatform().daemon().start(new Watch(Thread.currentThread())::run);
        try {
            for (byte[] one : seeds) {
                take(one);
            }
            Mutator mutator = new Mutator(seeds, target.words());
            for (long n = 0; n < inputs; n++) {
                number = n;
                take(mutator.input(new SplittableRandom(seed * GOLDEN + n)));
            }
        } finally {
            watch.interrupt();
        }
    }

    private List<byte[]> corpus() throws IOException {
        Path folder = CORPUS.resolve(target.name());
        List<byte[]> corpus = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    corpus.add(Files.readAllBytes(file));
                }
            }
        }
        return corpus;
    }

    private void take(byte[] input) {
        current = input;
        long before = used();
        try {
            target.take(input);
        } catch (Exception | Error find) {
            throw new AssertionError(where() + found(input), find);
        }
        long more = used() - before;
        if (more > MOST_ALLOCATED) {
            throw new AssertionError(where() + " took " + more + " bytes of memory" + found(input));
        }
    }

    /** Says little when the collector ran in between, and never too much. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private String where() {
        return "fuzz " + target.name() + ", seed " + seed + ", " + (number < 0 ? "corpus" : "input " + number);
    }

    /** The input as a command that puts it into the corpus. */
    private String found(byte[] input) {
        String text = Base64.getEncoder().encodeToString(input);
        String file = CORPUS.resolve(target.name()) + "/found-" + seed + "-" + number;
        return text.length() > LONGEST_SHOWN ? ", " + input.length + " bytes" : ": echo " + text + " | base64 -d > " + file;
    }

    /** Ends a run that hangs. */
    private final class Watch {
        private final Thread runner;

        Watch(Thread runner) {
            this.runner = runner;
        }

        void run() {
            byte[] last = null;
            try {
                while (last != current) {
                    last = current;
                    Thread.sleep(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                }
            } catch (InterruptedException over) {
                return;
            }
            System.err.println(where() + " has not ended after " + PATIENCE_SECONDS + " s" + found(last));
            for (StackTraceElement line : runner.getStackTrace()) {
                System.err.println("    " + line);
            }
            Runtime.getRuntime().halt(1);
        }
    }
}
