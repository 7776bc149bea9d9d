package nut.common.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nut.common.AdminFault;

/**
 * One block of a PEM file (RFC 7468): {@code -----BEGIN label-----}, base 64, {@code -----END label-----}. What stands between blocks is
 * explanation for people.
 *
 * @param label     like {@code CERTIFICATE}
 * @param content   the bytes
 * @param encrypted whether it has the old header of an encrypted key ({@code Proc-Type: 4,ENCRYPTED}, RFC 1421)
 */
record Pem(String label, byte[] content, boolean encrypted) {
    private static final int LARGEST = 4 << 20;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * The blocks of a file.
     *
     * @throws AdminFault if it cannot be read, or a block is cut short or garbled
     */
    static List<Pem> blocks(Path file) {
        List<Pem> blocks = new ArrayList<>();
        String label = null;
        boolean encrypted = false;
        StringBuilder base64 = new StringBuilder();
        for (String raw : text(file).lines().toList()) {
            String line = raw.strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                encrypted = false;
                base64.setLength(0);
            } else if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(new Pem(label, decoded(base64, file, label), encrypted));
                label = null;
            } else if (label != null && line.indexOf(':') >= 0) {
                encrypted |= line.startsWith("Proc-Type:") && line.endsWith("ENCRYPTED");
            } else if (label != null) {
                base64.append(line);
            }
        }
        if (label != null) {
            throw new AdminFault(file + ": the block " + label + " has no end; copy the file again");
        }
        return blocks;
    }

    private static byte[] decoded(StringBuilder base64, Path file, String label) {
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            throw new AdminFault(file + ": the block " + label + " is not base 64; copy the file again");
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new AdminFault(file + " is larger than 4 MiB, so it is no file of certificates; name the right one");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new AdminFault(file + ": there is no such file; put the certificate there (in a jail: inside the jail), or name another");
        } catch (AccessDeniedException e) {
            throw new AdminFault(file + ": permission denied; make it readable for the user this runs as");
        } catch (IOException e) {
            throw new AdminFault(file + " cannot be read: " + e.getMessage() + "; it must be a plain file that this user may read");
        }
    }
}
