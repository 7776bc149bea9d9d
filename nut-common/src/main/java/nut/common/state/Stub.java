package nut.common.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.Quoting;
import nut.common.conf.Statement;
import nut.common.conf.Tokenizer;

/**
 * The few lines by which one process tells the other that a mapped file is ready. It appears last, under its name, by rename.
 *
 * @param program the program that made it
 * @param version that program's version
 * @param pid     its process
 * @param epoch   the number of this start, also in the mapped file's header
 * @param file    the mapped file's name in the same directory
 * @param size    the mapped file's size in bytes
 * @param owner   the uid that owns the stub; not part of the text
 */
record Stub(String program, String version, long pid, long epoch, String file, long size, Object owner) {
    private static final String FORMAT = "1";
    /** No honest stub is longer. */
    private static final int MAXIMUM = 4096;

    void write(Path stub) {
        String text = "format = \"" + FORMAT + "\"\n"
            + "program = " + Quoting.quote(UpsVariable.carried(program)) + "\n"
            + "version = " + Quoting.quote(UpsVariable.carried(version)) + "\n"
            + "pid = \"" + pid + "\"\n"
            + "epoch = \"" + epoch + "\"\n"
            + "file = " + Quoting.quote(file) + "\n"
            + "size = \"" + size + "\"\n";
        Path draft = stub.resolveSibling("." + stub.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r-----"));
            Files.move(draft, stub, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new AdminFault(stub + " cannot be written: " + StateFiles.reason(failed)
                + "; the state directory must be writable by this program's user, and an old file of another user must be removed");
        }
    }

    /**
     * Reads a stub, or returns null when there is none. Only a plain file is opened: a pipe would hold the reader for ever.
     *
     * @throws RegionFault when it is not what a stub must be
     * @throws IOException when it cannot be looked at now, which says nothing about who wrote it
     */
    static Stub read(Path stub) throws RegionFault, IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(stub, "unix:uid,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                throw new RegionFault(stub + " is not a plain file");
            }
            try (InputStream content = Files.newInputStream(stub, LinkOption.NOFOLLOW_LINKS)) {
                byte[] text = content.readNBytes(MAXIMUM + 1);
                if (text.length > MAXIMUM) {
                    throw new RegionFault(stub + " is longer than a stub ever is");
                }
                return parse(stub, new String(text, StandardCharsets.ISO_8859_1), attributes.get("uid"));
            }
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    private static Stub parse(Path stub, String text, Object owner) throws RegionFault {
        List<String> complaints = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (Statement statement : Tokenizer.statements(stub.toString(), text, new Complaints() {
            @Override
            public void warning(Position where, String what) {
                complaints.add(where + ": " + what);
            }

            @Override
            public void error(Position where, String what) {
                complaints.add(where + ": " + what);
            }
        })) {
            List<String> words = statement.words();
            if (words.size() == 3 && words.get(1).equals("=")) {
                values.put(words.getFirst(), words.getLast());
            }
        }
        if (!complaints.isEmpty()) {
            throw new RegionFault(complaints.getFirst());
        }
        if (!FORMAT.equals(values.get("format"))) {
            throw new RegionFault(stub + " has format " + values.get("format") + ", and this program reads " + FORMAT);
        }
        try {
            String file = values.getOrDefault("file", "");
            if (file.isEmpty() || file.indexOf('/') >= 0 || file.startsWith(".")) {
                throw new RegionFault(stub + " names '" + file + "', which is not a file beside it");
            }
            return new Stub(values.getOrDefault("program", ""), values.getOrDefault("version", ""), number(values, "pid"),
                number(values, "epoch"), file, number(values, "size"), owner);
        } catch (NumberFormatException bad) {
            throw new RegionFault(stub + " has no number where one must be: " + bad.getMessage());
        }
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.getOrDefault(name, "nothing for " + name));
    }
}
