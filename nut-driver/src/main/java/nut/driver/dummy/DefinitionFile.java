package nut.driver.dummy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import nut.driver.line.LineLost;

/**
 * The file that the driver acts. One that cannot be read, is no plain file (a pipe might never end), has more than 1 MiB or a zero byte is
 * LineLost: as if the cable of a UPS were pulled.
 *
 * @param path where it is
 */
record DefinitionFile(Path path) {
    static final int LARGEST = 1 << 20;

    /**
     * By what a change is seen.
     *
     * @param modified its time stamp
     * @param size     in bytes
     * @param key      which file it is, when another was moved to its place
     */
    record Stamp(FileTime modified, long size, Object key) {
    }

    /** The stamp of the file as it is now. */
    Stamp stamp() throws LineLost {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new LineLost(path + " is not a plain file");
            }
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (LineLost special) {
            throw special;
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /** Reads it as it is now. */
    Script read(FewComplaints complaints) throws LineLost {
        stamp();
        Script script = ScriptReader.read(path.toString(), text(), complaints);
        complaints.end();
        return script;
    }

    private String text() throws LineLost {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new LineLost(path + " has more than 1 MiB");
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.indexOf('\0') >= 0) {
                throw new LineLost(path + " is not a text file");
            }
            return text;
        } catch (LineLost unfit) {
            throw unfit;
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private LineLost unreadable(IOException failed) {
        return new LineLost(switch (failed) {
            case NoSuchFileException gone -> "there is no file " + path;
            case AccessDeniedException denied -> "this user may not read " + path;
            default -> path + " cannot be read (" + failed.getMessage() + ")";
        });
    }
}
