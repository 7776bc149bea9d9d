package nut.common.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nut.fuzz.Target;

/** A stub: read, or a fault; the file that it names is one beside it. */
final class StubTarget implements Target {
    private final Path file;

    StubTarget(Path folder) {
        this.file = folder.resolve("su700.state");
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public List<String> words() {
        return List.of("format = \"1\"\n", "pid", "epoch", "file", "size", "\"..\"", "\"/etc/passwd\"", "-1", "9223372036854775808", "\n",
            "\u0000");
    }

    @Override
    public void take(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            Stub stub = Stub.read(file);
            Path named = file.resolveSibling(stub.file()).normalize();
            if (!named.getParent().equals(file.getParent())) {
                throw new AssertionError(named.toString());
            }
        } catch (RegionFault fault) {
            if (!fault.getMessage().startsWith(file.toString())) {
                throw new AssertionError(fault.getMessage(), fault);
            }
        }
    }
}
