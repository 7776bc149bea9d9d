package nut.jail.bench.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A certificate for a server that is measured, made by openssl. */
public final class Certificate {
    private Certificate() {
    }

    /** Makes one with its key in a file, and alone in another that ends with {@code .cert}; false when there is no openssl. */
    public static boolean make(Path file) throws IOException {
        Process openssl;
        try {
            openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "20", "-subj", "/CN=upsd", "-keyout", file.toString(), "-out", file + ".cert")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException absent) {
            return false;
        }
        try {
            if (openssl.waitFor() != 0) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Files.write(file, Files.readAllBytes(Path.of(file + ".cert")), StandardOpenOption.APPEND);
        return true;
    }
}
