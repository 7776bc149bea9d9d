package nut.common.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Keeps complaints as lines like {@code error upsd.conf:3: sentence}. */
final class Heard implements Complaints {
    final List<String> lines = new ArrayList<>();

    @Override
    public void warning(Position where, String what) {
        lines.add("warning " + Path.of(where.source()).getFileName() + ":" + where.line() + ": " + what);
    }

    @Override
    public void error(Position where, String what) {
        lines.add("error " + Path.of(where.source()).getFileName() + ":" + where.line() + ": " + what);
    }

    /** Whether exactly one complaint begins so and holds all the parts. */
    boolean one(String beginning, String... parts) {
        int found = 0;
        for (String line : lines) {
            boolean all = line.startsWith(beginning);
            for (String part : parts) {
                all &= line.contains(part);
            }
            found += all ? 1 : 0;
        }
        return found == 1;
    }

    /** A file with that content, readable for its owner alone. */
    static Path file(Path directory, String name, String content) {
        try {
            Path file = Files.writeString(directory.resolve(name), content);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
