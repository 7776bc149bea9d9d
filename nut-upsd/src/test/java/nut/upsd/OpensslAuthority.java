package nut.upsd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** An authority of certificates, and whom it certified: PEM files made by the openssl command. */
final class OpensslAuthority {
    static final List<String> RSA = List.of("rsa:2048");
    static final List<String> EC = List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    private final Path directory;

    private OpensslAuthority(Path directory) {
        this.directory = directory;
    }

    /** A new authority; without openssl the test is skipped. */
    static OpensslAuthority in(Path directory) throws IOException {
        boolean there = Files.isExecutable(Path.of("/usr/bin/openssl"));
        if (!there) {
            System.out.println("SKIPPED: no certificates without the Debian package openssl");
        }
        Assumptions.assumeTrue(there, "no certificates without the Debian package openssl");
        OpensslAuthority authority = new OpensslAuthority(Files.createDirectories(directory));
        authority.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
            "-subj", "/CN=Our authority", "-keyout", "ca.key", "-out", "ca.pem");
        return authority;
    }

    /** The authority's own certificate. */
    Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** A file as CERTFILE wants it, for localhost, with a key of its own: certificate, authority, key. */
    Path identity(String name, List<String> key, String... more) throws IOException {
        List<String> request = new ArrayList<>(List.of("req", "-newkey"));
        request.addAll(key);
        request.addAll(List.of("-nodes", "-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", name + ".key", "-out", name + ".csr"));
        openssl(request.toArray(String[]::new));
        List<String> sign = new ArrayList<>(List.of("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-copy_extensions", "copy", "-out", name + ".crt"));
        sign.addAll(more.length > 0 ? List.of(more) : List.of("-days", "20"));
        openssl(sign.toArray(String[]::new));
        return together(name + ".pem", name + ".crt", "ca.pem", name + ".key");
    }

    /** A private file with the content of others, one behind the other. */
    Path together(String name, String... parts) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(Files.readString(directory.resolve(part)));
        }
        Path file = Files.writeString(directory.resolve(name), all);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Runs openssl in the directory. */
    String openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return run(directory, command.toArray(String[]::new));
    }

    /** Runs a program to its good end and gives what it said. */
    static String run(Path directory, String... command) throws IOException {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return said;
    }
}
