package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import nut.jail.bench.attack.Certificate;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import nut.jail.chain.SilentUpsd;

/** How long the clients take from start to exit, against the upsd of the same tree, in turn with Debian's. */
public final class Clients {
    private static final int RUNS = 50;
    private static final double MILLI = 1e6;
    private static final Path DEBIANS = Path.of("/usr/bin");

    private Clients() {
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]), Credentials.isRoot(), FreePort.find(), 1);
        try (Chain chain = Chain.start(layout)) {
            String ups = chain.address();
            System.out.printf("%nstart to exit, %d runs in turn; ms%n%-28s %8s %8s %8s   %s%n", RUNS, "client", "best", "median", "worst",
                "Debian's best, median, worst");
            compare(layout, "upsc", ups);
            compare(layout, "upsc", ups, "ups.status");
            compare(layout, "upscmd", "-l", ups);
            compare(layout, "upsrw", ups);
            compare(layout, "upslog", "-s", ups, "-l", "-", "-d", "1");
            for (Certificate.Key key : Certificate.Key.values()) {
                withTls(layout, chain, key);
            }
        }
        System.exit(0);
    }

    /** Against an upsd beside the chain's with a certificate, which the client verifies; ours alone, as Debian's has no -A. */
    private static void withTls(Layout layout, Chain chain, Certificate.Key key) throws IOException, InterruptedException {
        Path conf = Files.createDirectory(layout.work().resolve("tls-" + key));
        if (!Certificate.make(conf.resolve("upsd.pem"), key)) {
            System.out.println("upsc with TLS is left out, as there is no openssl to make a certificate");
            return;
        }
        Path nutauth = Files.writeString(conf.resolve("nutauth.conf"),
            "CERTPATH = " + conf.resolve("upsd.pem.cert") + "\nCERTVERIFY = on\n");
        SilentUpsd upsd = SilentUpsd.start(chain, conf);
        try {
            System.out.println("upsd with a certificate of " + key);
            compare(layout, "upsc", "-l", upsd.address());
            compare(layout, "upsc", "-A", nutauth.toString(), "-l", upsd.address());
        } finally {
            upsd.stop();
        }
    }

    /** Debian's upslog (NUT 2.8.0) has no -d and would not end. */
    private static void compare(Layout layout, String program, String... arguments) throws IOException, InterruptedException {
        Path theirs = DEBIANS.resolve(program);
        boolean both = Files.isExecutable(theirs) && !program.equals("upslog") && !arguments[0].equals("-A");
        double[] ourMillis = new double[RUNS];
        double[] theirMillis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            ourMillis[run] = millis(layout.tree().resolve("bin").resolve(program), arguments);
            theirMillis[run] = both ? millis(theirs, arguments) : 0;
        }
        Arrays.sort(ourMillis);
        Arrays.sort(theirMillis);
        String call = program + (arguments[0].equals("-A") ? " -l with TLS"
            : arguments.length > 1 ? " " + arguments[arguments[0].startsWith("-") ? 0 : 1] : "");
        System.out.printf("%-28s %s   %s%n", call, row(ourMillis), both ? row(theirMillis) : "");
    }

    private static String row(double[] sorted) {
        return "%8.1f %8.1f %8.1f".formatted(sorted[0], sorted[RUNS / 2], sorted[RUNS - 1]);
    }

    private static double millis(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(line)).redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        int status = builder.start().waitFor();
        double millis = (System.nanoTime() - begin) / MILLI;
        if (status != 0) {
            throw new IOException(line + " ends with " + status);
        }
        return millis;
    }
}
