package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the tree's programs with one environment, each with its output in a file of its own. */
final class Commands {
    private static final int PATIENCE_SECONDS = Await.patience(60);

    private final Path tree;
    private final Path work;
    private final Map<String, String> environment;
    private int count;

    Commands(Path tree, Path work, Map<String, String> environment) {
        this.tree = tree;
        this.work = work;
        this.environment = environment;
    }

    /** Starts a program of the tree and leaves it running. */
    Process start(String program, String... arguments) throws IOException {
        return start(line(program, arguments), work.resolve(Path.of(program).getFileName() + "." + ++count + ".out"));
    }

    /** Starts any command and leaves it running. */
    Process start(List<String> line) throws IOException {
        return start(line, work.resolve(Path.of(line.getFirst()).getFileName() + "." + ++count + ".out"));
    }

    /** Runs a program of the tree to its end and demands success. */
    String run(String program, String... arguments) throws IOException, InterruptedException {
        return run(line(program, arguments));
    }

    /** Runs any command to its end and demands success. */
    String run(List<String> line) throws IOException, InterruptedException {
        Path output = work.resolve(Path.of(line.getFirst()).getFileName() + "." + ++count + ".out");
        Process process = start(line, output);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new ChainFault(String.join(" ", line) + " has not ended after " + PATIENCE_SECONDS + " s; it said: "
                + Files.readString(output));
        }
        String said = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new ChainFault(String.join(" ", line) + " ended with " + process.exitValue() + " and said: " + said);
        }
        return said;
    }

    private Process start(List<String> line, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> line(String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(tree.resolve(program).toString()));
        line.addAll(List.of(arguments));
        return line;
    }
}
