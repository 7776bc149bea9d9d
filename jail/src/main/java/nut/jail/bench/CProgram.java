package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nut.jail.chain.ChainFault;

/** A measuring program in C of {@code jail/bench}: a JVM's own delays would be measured with it otherwise. */
final class CProgram {
    private final Path program;

    private CProgram(Path program) {
        this.program = program;
    }

    /** Compiles a source into a folder. */
    static CProgram compile(Path source, Path work) throws IOException, InterruptedException {
        String file = source.getFileName().toString();
        Path program = work.resolve(file.substring(0, file.lastIndexOf('.')));
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-O2", "-w", "-o", program.toString(), source.toString()).inheritIO().start();
        } catch (IOException absent) {
            throw new ChainFault(file + " needs a C compiler, and there is no cc: apt install gcc libc6-dev");
        }
        if (compiler.waitFor() != 0) {
            throw new ChainFault("cc could not compile " + source);
        }
        return new CProgram(program);
    }

    /** Runs it and gives what it said. */
    String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new ChainFault(String.join(" ", line) + " failed and said: " + said);
        }
        return said;
    }
}
