package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nut.jail.chain.ChainFault;

/** The load generator, {@code jail/bench/nutload.c}. */
final class Load {
    private static final Pattern SAID = Pattern.compile("conns=(\\d+) .*answers=(\\d+) rate=(\\d+)/s .*p99=(-?\\d+)us .*errors=(\\d+) .*"
        + "unanswered=(\\d+)");

    private final Path program;

    /** What came of it: answers a second, the 99th percentile in milliseconds, and counts. */
    record Result(int connections, long answers, double rate, double p99Millis, long errors, long unanswered) {
    }

    private Load(Path program) {
        this.program = program;
    }

    /** Compiles it into a folder. */
    static Load compile(Path source, Path work) throws IOException, InterruptedException {
        Path program = work.resolve("nutload");
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-O2", "-w", "-o", program.toString(), source.toString()).inheritIO().start();
        } catch (IOException absent) {
            throw new ChainFault("the load generator needs a C compiler, and there is no cc: apt install gcc libc6-dev");
        }
        if (compiler.waitFor() != 0) {
            throw new ChainFault("cc could not compile " + source);
        }
        return new Load(program);
    }

    /** Asks as fast as the answers come. */
    Result fast(int port, int connections, double seconds, String request, int pipeline) throws IOException, InterruptedException {
        return run(port, connections, seconds, request, String.valueOf(pipeline));
    }

    /** Asks once a second on each connection. */
    Result paced(int port, int connections, double seconds, String request) throws IOException, InterruptedException {
        return run(port, connections, seconds, request, "1", "1");
    }

    private Result run(int port, int connections, double seconds, String request, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(program.toString(), "127.0.0.1", String.valueOf(port), String.valueOf(connections),
            String.valueOf(seconds), request));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes());
        Matcher result = SAID.matcher(said);
        if (process.waitFor() != 0 || !result.find()) {
            throw new ChainFault(String.join(" ", line) + " failed and said: " + said);
        }
        return new Result(Integer.parseInt(result.group(1)), Long.parseLong(result.group(2)), Double.parseDouble(result.group(3)),
            Double.parseDouble(result.group(4)) / 1000, Long.parseLong(result.group(5)), Long.parseLong(result.group(6)));
    }
}
