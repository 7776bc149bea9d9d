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

    private final CProgram program;

    /** What came of it: answers a second, the 99th percentile in milliseconds, and counts. */
    record Result(int connections, long answers, double rate, double p99Millis, long errors, long unanswered) {
    }

    private Load(CProgram program) {
        this.program = program;
    }

    /** Compiles it into a folder. */
    static Load compile(Path source, Path work) throws IOException, InterruptedException {
        return new Load(CProgram.compile(source, work));
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
        List<String> line = new ArrayList<>(List.of("127.0.0.1", String.valueOf(port), String.valueOf(connections),
            String.valueOf(seconds), request));
        line.addAll(List.of(more));
        String said = program.run(line);
        Matcher result = SAID.matcher(said);
        if (!result.find()) {
            throw new ChainFault("nutload said: " + said);
        }
        return new Result(Integer.parseInt(result.group(1)), Long.parseLong(result.group(2)), Double.parseDouble(result.group(3)),
            Double.parseDouble(result.group(4)) / 1000, Long.parseLong(result.group(5)), Long.parseLong(result.group(6)));
    }
}
