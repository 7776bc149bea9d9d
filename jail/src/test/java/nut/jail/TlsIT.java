package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Credentials;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.tls.ClientTls;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS of the installed upsd: in a jail that has neither /proc nor /dev/random, and what it costs whoever does not use it. */
@Timeout(120)
class TlsIT {
    private static final int PATIENCE_SECONDS = 30;
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));

    @TempDir
    private Path folder;
    private Path etc;
    private int port;

    @BeforeEach
    void configure() throws IOException {
        port = FreePort.find();
        etc = Files.createDirectory(folder.resolve("etc"));
        write("ups.conf", "[su700]\n driver = newapc\n port = /dev/ttyS0\n");
        write("upsd.users", "");
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\n");
    }

    @Test
    void upsdSpeaksTlsInItsJail() throws IOException, InterruptedException, ErrorAnswer {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can make a jail");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no certificate without the Debian package openssl");
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\nCERTFILE upsd.pem\n");
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "20", "-subj", "/CN=upsd",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "crt");
        write("upsd.pem", Files.readString(folder.resolve("crt")) + Files.readString(folder.resolve("key")));
        run(TREE.resolve("sbin/mkjail").toString(), "--config", etc.toString(), "--ids", "nutdev=64001,nutsrv=64002,nut=64000", "cell");
        Path key = folder.resolve("cell/usr/local/ups/etc/upsd.pem");
        ClientTls tls = ClientTls.verifying(Optional.of(folder.resolve("crt")), Optional.empty());
        Process upsd = start("chroot", "--userspec=64002:64000", folder.resolve("cell").toString(), "/usr/local/ups/runtime/bin/java",
            "nut.upsd.Main", "-F");
        try {
            awaitService(upsd);
            try (NutConnection client = connect()) {
                client.startTls(tls, "127.0.0.1", "");

                assertTrue(client.isSecured());
                assertEquals("1.3", client.ask("NETVER"));
            }
            assertEquals("r--------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
            assertEquals(64002, Files.getAttribute(key, "unix:uid"));
        } finally {
            upsd.destroy();
            upsd.waitFor();
        }
    }

    @Test
    void withoutACertificateNothingOfTlsIsLoaded() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded");
        Path state = Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwxrwx---")));
        Process upsd = start("env", "NUT_CONFPATH=" + etc, "NUT_STATEPATH=" + state, TREE.resolve("runtime/bin/java").toString(),
            "-Xlog:class+load:file=" + loaded, "nut.upsd.Main", "-F", "-u", System.getProperty("user.name"));
        try {
            awaitService(upsd);
            try (NutConnection client = connect()) {
                client.ask("STARTTLS");
            } catch (ErrorAnswer notConfigured) {
                assertEquals("FEATURE-NOT-CONFIGURED", notConfigured.code());
            }

            List<String> ofTls = Files.readAllLines(loaded).stream().filter(line -> line.contains(" javax.net.ssl.")
                || line.contains(" sun.security.ssl.") || line.contains(" nut.common.tls.")).toList();

            assertEquals(List.of(), ofTls);
        } finally {
            upsd.destroy();
            upsd.waitFor();
        }
    }

    /**
     * What the build's training did not meet is read out of the image, which takes longer than all the rest: upsc with TLS took twice the
     * processor time. The JDK's classes of events are never in an archive.
     */
    @Test
    void upscWithTlsFindsItsClassesInTheArchive() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no certificate without the Debian package openssl");
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "20", "-subj", "/CN=ca",
            "-keyout", "ca.key", "-out", "ca.crt");
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=upsd", "-addext",
            "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "csr");
        run("openssl", "x509", "-req", "-in", "csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy",
            "-days", "20", "-out", "crt");
        write("upsd.pem", Files.readString(folder.resolve("crt")) + Files.readString(folder.resolve("key")));
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\nCERTFILE upsd.pem\n");
        write("nutauth.conf", "CERTPATH = " + folder.resolve("ca.crt") + "\nCERTVERIFY = on\n");
        Path state = Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwxrwx---")));
        Path loaded = folder.resolve("loaded");
        Process upsd = start("env", "NUT_CONFPATH=" + etc, "NUT_STATEPATH=" + state, TREE.resolve("sbin/upsd").toString(), "-F", "-u",
            System.getProperty("user.name"));
        try {
            awaitService(upsd);
            ProcessBuilder upsc = new ProcessBuilder(TREE.resolve("bin/upsc").toString(), "-A", etc.resolve("nutauth.conf").toString(),
                "-l", "127.0.0.1:" + port).redirectErrorStream(true).redirectOutput(folder.resolve("upsc.out").toFile());
            upsc.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

            assertEquals(0, upsc.start().waitFor(), () -> said("upsc.out"));
            List<String> lines = Files.readAllLines(loaded);
            assertTrue(lines.stream().anyMatch(line -> line.contains(" sun.security.ssl.SSLSocketImpl ")), "TLS was spoken");
            List<String> late = lines.stream().filter(line -> line.contains(" source: jrt:") && !line.contains(" jdk.internal.event."))
                .toList();
            assertTrue(late.size() < 5, late::toString);
        } finally {
            upsd.destroy();
            upsd.waitFor();
        }
    }

    private NutConnection connect() throws IOException {
        return NutConnection.open(InetAddress.getLoopbackAddress().getHostAddress(), port, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private void awaitService(Process upsd) throws IOException, InterruptedException {
        Await.until("upsd serves", PATIENCE_SECONDS, () -> {
            assertTrue(upsd.isAlive(), this::said);
            return said().contains("listening on 127.0.0.1");
        });
    }

    private String said() {
        return said("log");
    }

    private String said(String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile()).start();
    }

    private void run(String... command) throws IOException, InterruptedException {
        int exit = start(command).waitFor();
        assertEquals(0, exit, () -> String.join(" ", command) + ": " + said());
    }

    private void write(String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(etc.resolve(name), text), PosixFilePermissions.fromString("rw-r-----"));
    }
}
