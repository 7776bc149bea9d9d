package nut.common.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import nut.common.AdminFault;

/** A configuration file on its way into memory. */
final class ConfigurationFile {
    private static final int LARGEST = 1 << 20;

    private ConfigurationFile() {
    }

    /**
     * The statements of a file. Bytes are taken as they are (ISO 8859-1), so a comment may be in any encoding.
     *
     * @throws AdminFault if there is no such file, it cannot be read, or it is larger than 1 MiB
     */
    static List<Statement> statements(Path file, Complaints complaints) {
        return Tokenizer.statements(file.toString(), text(file), complaints);
    }

    /** As {@link #statements}, for a file that may hold passwords: a warning if everybody on the machine can read it. */
    static List<Statement> secretStatements(Path file, Complaints complaints) {
        List<Statement> statements = statements(file, complaints);
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                complaints.warning(new Position(file.toString(), 1),
                    file + " is world readable, and it may hold passwords; chmod o-r it");
            }
        } catch (IOException | UnsupportedOperationException e) {
            complaints.warning(new Position(file.toString(), 1), "who may read this file cannot be found out (" + e + ")");
        }
        return statements;
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new AdminFault(file + " is larger than 1 MiB, so it is not a configuration file; put the right one there.");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            Path sample = file.resolveSibling(file.getFileName() + ".sample");
            throw new AdminFault("Can't open " + file + ": there is no such file; create it"
                + (Files.exists(sample) ? " from " + sample : "") + ", or name its directory in NUT_CONFPATH.");
        } catch (AccessDeniedException e) {
            throw new AdminFault("Can't open " + file
                + ": permission denied; make it readable for the user this runs as (chown root:nut, chmod 640).");
        } catch (IOException e) {
            throw new AdminFault("Can't read " + file + ": " + e.getMessage() + "; it must be a plain file that this user may read.");
        }
    }
}
