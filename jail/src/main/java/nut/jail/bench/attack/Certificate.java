package nut.jail.bench.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A certificate for a server that is measured, made by openssl. */
public final class Certificate {
    /** The keys that certificates have most often. */
    public enum Key {
        /** Of the elliptic curve P-256. */
        P256("ec", "ec_paramgen_curve:P-256"),
        /** Of RSA, with 2048 bits. */
        RSA("rsa", "rsa_keygen_bits:2048");

        private final List<String> options;

        Key(String algorithm, String size) {
            options = List.of("-newkey", algorithm, "-pkeyopt", size);
        }
    }

    private Certificate() {
    }

    /** Makes one with its key in a file, and alone in another that ends with {@code .cert}; false when there is no openssl. */
    public static boolean make(Path file, Key key) throws IOException {
        List<String> line = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "20", "-subj", "/CN=upsd",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", file.toString(), "-out", file + ".cert"));
        line.addAll(key.options);
        Process openssl;
        try {
            openssl = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
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
