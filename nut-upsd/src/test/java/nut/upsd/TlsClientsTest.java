package nut.upsd;

import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nut.common.conf.ClientTlsConf;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole of upsd with TLS, and our own client. */
class TlsClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;
    private OpensslAuthority authority;
    private Installation nut;
    private Path etc;

    @BeforeEach
    void install() throws IOException {
        authority = OpensslAuthority.in(directory.resolve("authority"));
        nut = new Installation(directory);
        etc = directory.resolve("etc");
        Files.copy(authority.identity("upsd", OpensslAuthority.RSA), etc.resolve("upsd.pem"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @AfterEach
    void stop() {
        if (nut != null) {
            nut.close();
        }
    }

    @Test
    void aServerThatIsVerifiedIsTalkedTo() throws IOException, ErrorAnswer {
        serve("CERTFILE upsd.pem\n");
        nut.driver("su700", StateFile.snapshot("su700"));
        awaitAnswer(nut.connect(), "GET VAR su700 ups.status", "VAR su700 ups.status \"OL\"");

        try (NutConnection upsd = connect(verifying(), "localhost")) {
            assertTrue(upsd.isSecured());
            assertEquals("OL", upsd.variable("su700", "ups.status"));
            assertEquals(StateFile.snapshot("su700").variables().size(), upsd.variables("su700").size());
            upsd.login("su700", "mon", "mon");
            assertEquals("ALREADY-SSL-MODE", assertThrows(ErrorAnswer.class, () -> upsd.ask("STARTTLS")).code());
        }
    }

    @Test
    void aServerThatIsNotWhoItShouldBeIsNot() throws IOException {
        serve("CERTFILE upsd.pem\n");
        OpensslAuthority stranger = OpensslAuthority.in(directory.resolve("stranger"));
        ClientTlsConf otherAuthority = verifying(stranger.certificate(), Optional.empty(), "");
        ClientTlsConf otherName = verifying(authority.certificate(), Optional.empty(), "The tower");
        ClientTlsConf rightName = verifying(authority.certificate(), Optional.empty(), "upsd");

        assertThrows(IOException.class, () -> connect(otherAuthority, "localhost"));
        assertThrows(IOException.class, () -> connect(verifying(), "ups.example.org"));
        IOException named = assertThrows(IOException.class, () -> connect(otherName, "localhost"));
        connect(rightName, "ups.example.org").close();
        connect(verifying(), "127.0.0.1").close();

        assertEquals("the server's certificate is CN=upsd, not \"The tower\" as CERTHOST says", named.getMessage());
    }

    @Test
    void aServerWithoutTlsIsTalkedToOnlyWhereNothingForbidsIt() throws IOException, ErrorAnswer {
        serve("");
        ClientTlsConf perhaps = new ClientTlsConf(Optional.of(authority.certificate()), Optional.empty(), "", "", "", Optional.empty(),
            Optional.empty());
        ClientTlsConf forced = new ClientTlsConf(Optional.empty(), Optional.empty(), "", "", "", Optional.empty(), Optional.of(true));

        try (NutConnection plain = connect(perhaps, "localhost")) {
            assertEquals("1.3", plain.ask("NETVER"));
        }
        IOException refused = assertThrows(IOException.class, () -> connect(forced, "localhost"));

        assertEquals("the server has no TLS (FEATURE-NOT-CONFIGURED), and CERTVERIFY or FORCESSL demands it", refused.getMessage());
    }

    @Test
    void clientsWithoutACertificateAreRefusedWhereOneIsRequired() throws IOException, ErrorAnswer {
        serve("CERTFILE upsd.pem\nCERTPATH " + authority.certificate() + "\nCERTREQUEST REQUIRE\n");
        OpensslAuthority stranger = OpensslAuthority.in(directory.resolve("stranger"));
        Optional<Path> own = Optional.of(authority.identity("monitor", OpensslAuthority.EC));
        Optional<Path> strangers = Optional.of(stranger.identity("monitor", OpensslAuthority.EC));

        try (NutConnection upsd = connect(verifying(authority.certificate(), own, ""), "localhost")) {
            assertEquals("1.3", upsd.ask("NETVER"));
        }

        assertThrows(IOException.class, () -> connect(verifying(), "localhost").ask("NETVER"));
        assertThrows(IOException.class, () -> connect(verifying(authority.certificate(), strangers, ""), "localhost").ask("NETVER"));
    }

    @Test
    void clientsWithoutACertificateAreServedWhereOneIsRequested() throws IOException, ErrorAnswer {
        serve("CERTFILE upsd.pem\nCERTPATH " + authority.certificate().getParent() + "\nCERTREQUEST 1\n");
        Optional<Path> own = Optional.of(authority.identity("monitor", OpensslAuthority.RSA));

        try (NutConnection without = connect(verifying(), "localhost");
             NutConnection with = connect(verifying(authority.certificate(), own, ""), "localhost")) {
            assertEquals("1.3", without.ask("NETVER"));
            assertEquals("1.3", with.ask("NETVER"));
        }
    }

    @Test
    void aReloadTakesANewCertificateAndLeavesTheOldOneForABrokenOne() throws IOException {
        Upsd upsd = serve("CERTFILE upsd.pem\n");
        String first = nameShown();
        Files.copy(authority.identity("renewed", OpensslAuthority.EC), etc.resolve("upsd.pem"), StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
        upsd.reload();
        RunningLoop.await("the new certificate", () -> nameShown().equals("CN=renewed"));
        try (LogLines log = new LogLines(Upsd.class)) {
            nut.write("upsd.pem", "broken\n");
            upsd.reload();

            assertEquals("CN=renewed", nameShown());
            assertEquals("CN=upsd", first);
            assertTrue(log.lines().stream().anyMatch(line -> line.startsWith("ERROR Reload: " + etc.resolve("upsd.pem")
                + " has no certificate in PEM form")), log.lines().toString());
        }
    }

    @Test
    void aServerThatDripsItsHandshakeIsLeftAfterTheTimeForAnAnswer() throws Exception {
        try (ServerSocket listener = new ServerSocket(0); NutConnection upsd = NutConnection.open(
            new InetSocketAddress("127.0.0.1", listener.getLocalPort()), Duration.ofSeconds(1)); Socket server = listener.accept()) {
            Thread dripping = Thread.ofPlatform().daemon().start(() -> drip(server));
            ClientTlsConf anyone = new ClientTlsConf(Optional.empty(), Optional.empty(), "", "", "", Optional.empty(), Optional.of(true));

            assertThrows(SocketTimeoutException.class, () -> ConnectionSecurity.of(anyone).apply(upsd, "localhost"));

            assertTrue(dripping.isAlive(), "it would have gone on");
        }
    }

    /** OK, and then a record of 16 kB in single bytes, one each tenth of a second. */
    private static void drip(Socket server) {
        try {
            server.getOutputStream().write("OK STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
            server.getInputStream().readNBytes(16);
            byte[] record = new byte[16_384];
            record[0] = 0x16;
            record[1] = 3;
            record[2] = 3;
            record[3] = 0x3F;
            for (byte b : record) {
                server.getOutputStream().write(b);
                LockSupport.parkNanos(100_000_000);
            }
        } catch (IOException gone) {
            // The client left.
        }
    }

    private Upsd serve(String lines) throws IOException {
        nut.write("upsd.conf", "LISTEN 127.0.0.1 " + nut.address().getPort() + "\n" + lines);
        return nut.start();
    }

    private String nameShown() {
        try (SecuredWire wire = SecuredWire.open(nut.address(), "TLSv1.3")) {
            return wire.socket().getSession().getPeerPrincipal().getName();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ClientTlsConf verifying() {
        return verifying(authority.certificate(), Optional.empty(), "");
    }

    private static ClientTlsConf verifying(Path authorities, Optional<Path> own, String certHost) {
        return new ClientTlsConf(Optional.of(authorities), own, "", "", certHost, Optional.of(true), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, EC, x25519 secp256r1", "TLSv1.3, RSA, secp256r1", "TLSv1.2, RSA, x25519", "TLSv1.2, EC, x25519 secp256r1"})
    void aServerMayHaveAnyGroupAndIsAskedOnce(String version, String algorithm, String groups) throws Exception {
        Path identity = authority.identity("asked", algorithm.equals("EC") ? OpensslAuthority.EC : OpensslAuthority.RSA);
        try (ChoosyServer server = new ChoosyServer(identity, version, groups.split(" "));
             NutConnection client = ConnectionSecurity.open(verifying(), "localhost", server.port(), PATIENCE)) {
            assertEquals("1.3", client.ask("NETVER"));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void aServerWithAWrongCertificateIsNotAskedAgain() throws Exception {
        OpensslAuthority stranger = OpensslAuthority.in(directory.resolve("stranger"));
        try (ChoosyServer server = new ChoosyServer(stranger.identity("asked", OpensslAuthority.EC), "TLSv1.3", "x25519")) {
            assertThrows(IOException.class, () -> ConnectionSecurity.open(verifying(), "localhost", server.port(), PATIENCE));

            assertEquals(1, server.connections());
        }
    }

    private NutConnection connect(ClientTlsConf conf, String host) throws IOException {
        NutConnection connection = NutConnection.open(nut.address(), PATIENCE);
        try {
            ConnectionSecurity.of(conf).apply(connection, host);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }
}
