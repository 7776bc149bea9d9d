package nut.upsd;

import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nut.common.conf.ClientTlsConf;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with programs that others wrote: OpenSSL's client, and Debian's upsmon and upsd, which are built with NSS. */
class ForeignTlsTest {
    private static final Path UPSMON = Path.of("/lib/nut/upsmon");
    private static final Path CERTUTIL = Path.of("/usr/bin/certutil");
    private static final String PASSWORD = "s3cret";

    @TempDir
    private Path directory;
    private OpensslAuthority authority;
    private Installation nut;
    private Path identity;

    @BeforeEach
    void serve() throws IOException {
        authority = OpensslAuthority.in(directory.resolve("authority"));
        identity = authority.identity("upsd", OpensslAuthority.RSA);
        nut = new Installation(directory);
        Files.copy(identity, directory.resolve("etc/upsd.pem"), StandardCopyOption.COPY_ATTRIBUTES);
        nut.write("upsd.conf", "LISTEN 127.0.0.1 " + nut.address().getPort() + "\nCERTFILE upsd.pem\n");
        nut.driver("su700", StateFile.snapshot("su700"));
        nut.start();
        awaitAnswer(nut.connect(), "GET VAR su700 ups.status", "VAR su700 ups.status \"OL\"");
    }

    @AfterEach
    void stop() {
        if (nut != null) {
            nut.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
    void opensslVerifiesUpsdAndIsAnswered(String flag, String version) throws IOException, InterruptedException {
        try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread relaying = Thread.ofPlatform().daemon().start(() -> relayAfterStarttls(relay));
            Process client = new ProcessBuilder("openssl", "s_client", "-connect", "127.0.0.1:" + relay.getLocalPort(), flag, "-CAfile",
                authority.certificate().toString(), "-verify_return_error", "-verify_ip", "127.0.0.1", "-ign_eof")
                .redirectErrorStream(true).start();
            client.getOutputStream().write("GET VAR su700 ups.status\nLOGOUT\n".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();

            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertTrue(client.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, client.exitValue(), said);
            assertTrue(said.contains("\nVAR su700 ups.status \"OL\"\n"), said);
            assertTrue(said.contains("\nOK Goodbye\n"), said);
            assertTrue(said.contains("Verify return code: 0 (ok)"), said);
            assertTrue(said.contains(version), said);
            relaying.join();
        }
    }

    @Test
    void debiansUpsmonLogsInThroughTls() throws IOException {
        requireProgram(UPSMON, "nut-client");
        requireProgram(CERTUTIL, "libnss3-tools");
        Path database = database("clients");
        Path conf = Files.createDirectories(directory.resolve("upsmon"));
        Path file = Files.writeString(conf.resolve("upsmon.conf"), "MONITOR su700@localhost:" + nut.address().getPort()
            + " 1 mon mon primary\nMINSUPPLIES 1\nSHUTDOWNCMD /bin/true\nPOWERDOWNFLAG " + conf.resolve("killpower")
            + "\nRUN_AS_USER " + System.getProperty("user.name") + "\nCERTPATH " + database + "\nCERTVERIFY 1\nFORCESSL 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder builder = new ProcessBuilder(UPSMON.toString(), "-F", "-D", "-D").redirectErrorStream(true)
            .redirectOutput(conf.resolve("log").toFile());
        builder.environment().put("NUT_CONFPATH", conf.toString());
        builder.environment().put("NUT_ALTPIDPATH", conf.toString());
        builder.environment().put("NUT_PIDPATH", conf.toString());
        Process upsmon = builder.start();
        try {
            awaitAnswer(nut.connect(), "GET NUMLOGINS su700", "NUMLOGINS su700 1");

            String log = Files.readString(conf.resolve("log"), StandardCharsets.ISO_8859_1);
            assertTrue(log.contains("Connected to") && log.contains("in SSL"), log);
        } catch (AssertionError failed) {
            throw new AssertionError(Files.readString(conf.resolve("log"), StandardCharsets.ISO_8859_1), failed);
        } finally {
            upsmon.descendants().forEach(ProcessHandle::destroy);
            upsmon.destroy();
        }
    }

    @Test
    void ourClientTalksToDebiansUpsdThroughTls() throws IOException, ErrorAnswer {
        requireProgram(DebianUpsd.PROGRAM, "nut-server");
        requireProgram(CERTUTIL, "libnss3-tools");
        Path database = database("server");
        authority.openssl("pkcs12", "-export", "-in", identity.toString(), "-name", "upsd", "-passout", "pass:x", "-out", "upsd.p12");
        OpensslAuthority.run(directory, "pk12util", "-i", authority.certificate().resolveSibling("upsd.p12").toString(), "-W", "x",
            "-d", database.toString(), "-k", database.resolve("password").toString());
        Path own = Files.createDirectory(directory.resolve("debian"));
        ClientTlsConf conf = new ClientTlsConf(Optional.of(authority.certificate()), Optional.empty(), "", "", "", Optional.of(true),
            Optional.of(true));

        try (DebianUpsd upsd = new DebianUpsd(own, "CERTPATH " + database + "\nCERTIDENT upsd " + PASSWORD + "\n");
             NutConnection client = NutConnection.open(upsd.address(), Duration.ofSeconds(30))) {
            ConnectionSecurity.of(conf).apply(client, "localhost");

            assertTrue(client.isSecured());
            assertEquals(StateFile.snapshot("su700").variables().size(), client.variables("su700").size());
        }
    }

    /** A new NSS database that trusts the authority. */
    private Path database(String name) throws IOException {
        Path database = Files.createDirectory(directory.resolve(name));
        Path password = Files.writeString(database.resolve("password"), PASSWORD + "\n");
        OpensslAuthority.run(directory, CERTUTIL.toString(), "-N", "-d", database.toString(), "-f", password.toString());
        OpensslAuthority.run(directory, CERTUTIL.toString(), "-A", "-d", database.toString(), "-f", password.toString(), "-n", "ca",
            "-t", "TC,C,", "-a", "-i", authority.certificate().toString());
        return database;
    }

    /** OpenSSL's client does not know NUT's STARTTLS, so this says it, and then passes bytes on both ways. */
    private void relayAfterStarttls(ServerSocket relay) {
        try (Socket client = relay.accept(); Socket upsd = new Socket(nut.address().getAddress(), nut.address().getPort())) {
            upsd.getOutputStream().write("STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
            if (!"OK STARTTLS".equals(SecuredWire.line(upsd.getInputStream()))) {
                throw new AssertionError("no STARTTLS");
            }
            Thread.ofPlatform().daemon().start(() -> pass(client, upsd));
            pass(upsd, client);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            // One of them has left.
        }
    }

    private static void requireProgram(Path program, String debianPackage) {
        boolean there = Files.isExecutable(program);
        if (!there) {
            System.out.println("SKIPPED: " + program + " is missing; install the Debian package " + debianPackage);
        }
        Assumptions.assumeTrue(there, program + " is missing; install the Debian package " + debianPackage);
    }
}
