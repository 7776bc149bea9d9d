package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import nut.common.conf.CertRequest;
import nut.common.posix.BootClock;
import nut.common.tls.Identity;
import nut.common.tls.ServerTls;
import nut.upsd.net.EventLoop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event loop with clients that speak TLS, well or badly. */
class EncryptionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] HALF_A_RECORD = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01};

    @TempDir
    private static Path directory;
    private static ServerTls tls;

    @BeforeAll
    static void certify() throws IOException {
        Path file = OpensslAuthority.in(directory).identity("upsd", OpensslAuthority.RSA);
        tls = ServerTls.of(Identity.read(file, ""), CertRequest.NO, Optional.empty(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnswered(String version) throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), version)) {
            String first = wire.ask("say one");
            String second = wire.ask("say two");

            assertEquals("one", first);
            assertEquals("two", second);
            assertEquals(version, wire.socket().getSession().getProtocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void pipelinedMegabytesAreAnsweredInOrderEachOnce(String version) throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), version)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                requests.append("say ").append(i).append('\n');
            }
            requests.append("much\n".repeat(300));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(wire, requests.toString()));

            for (int i = 0; i < 20_000; i++) {
                assertEquals(Integer.toString(i), wire.receive());
            }
            for (int i = 0; i < 300; i++) {
                assertEquals(RepeatingAttendant.MUCH - 1, wire.receive().length());
            }

            sending.join();
        }
    }

    @Test
    void aClientThatDoesNotReadIsAnsweredNoFurtherUntilItReads() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = loop(attendant); SecuredWire deaf = SecuredWire.open(loop.address(), "TLSv1.3");
             SecuredWire other = SecuredWire.open(loop.address(), "TLSv1.3")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(deaf, "much\n".repeat(3000)));
            RunningLoop.await("an answer", () -> attendant.muchAnswered() > 0);

            int answeredWhileDeaf = settled(other, attendant);
            for (int i = 0; i < 3000; i++) {
                assertEquals(RepeatingAttendant.MUCH - 1, deaf.receive().length());
            }

            sending.join();
            assertTrue(answeredWhileDeaf < 3000, "answered although nobody reads: " + answeredWhileDeaf);
            assertEquals(3000, attendant.muchAnswered());
        }
    }

    @Test
    void newsReachAClientThatAsksNothing() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = loop(attendant); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3")) {
            wire.ask("say ready");

            attendant.tellAll("news");
            loop.loop().wakeup();

            assertEquals("news", wire.receive());
        }
    }

    @Test
    void anAnswerThatComesLaterIsSentBeforeTheNext() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = loop(attendant); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3");
             SecuredWire other = SecuredWire.open(loop.address(), "TLSv1.2")) {
            wire.send("later 1\nsay 2\n");
            wire.send("say 3\n");
            assertEquals("a", other.ask("say a"));

            attendant.release();
            loop.loop().wakeup();

            assertEquals("1", wire.receive());
            assertEquals("2", wire.receive());
            assertEquals("3", wire.receive());
        }
    }

    @Test
    void aHandshakeThatStallsHoldsUpNobodyAndIsEndedAfterTenSeconds() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        try (LogLines log = new LogLines(EventLoop.class);
             RunningLoop loop = loop(new RunningLoop(new RepeatingAttendant(), Integer.MAX_VALUE, clock::get));
             SecuredWire stalled = SecuredWire.started(loop.address()); SecuredWire half = SecuredWire.started(loop.address());
             SecuredWire other = SecuredWire.open(loop.address(), "TLSv1.3")) {
            half.sendPlain(HALF_A_RECORD);
            assertEquals("fine", other.ask("say fine"));

            clock.addAndGet(11 * SECOND);
            loop.loop().wakeup();

            assertEquals(-1, stalled.plain().getInputStream().read());
            assertEnded(half.plain());
            assertEquals("fine", other.ask("say fine"));
            assertEquals(List.of("INFO TLS with 127.0.0.1 failed: the handshake takes too long"), log.lines());
        }
    }

    @Test
    void halfARecordHoldsUpNobody() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire half = SecuredWire.open(loop.address(), "TLSv1.3");
             SecuredWire other = SecuredWire.open(loop.address(), "TLSv1.3")) {
            half.ask("say ready");
            half.sendPlain(new byte[] {0x17, 0x03, 0x03, 0x40, 0x00, 1, 2, 3});

            assertEquals("fine", other.ask("say fine"));
            assertEquals("fine", other.ask("say fine"));
        }
    }

    @Test
    void whatAClientSendsInPlainTextBehindStarttlsIsNeverARequest() throws IOException {
        List<List<String>> heard = new ArrayList<>();
        try (LogLines log = new LogLines(EventLoop.class);
             RunningLoop loop = loop(new RepeatingAttendant(heard::add)); Socket socket = new Socket()) {
            socket.connect(loop.address());
            socket.getOutputStream().write("STARTTLS\nsay injected\n".getBytes(StandardCharsets.US_ASCII));

            String answer = SecuredWire.line(socket.getInputStream());
            byte[] rest = untilTheEnd(socket.getInputStream());

            assertEquals("OK STARTTLS", answer);
            assertTrue(rest.length <= 7, "more than an alert: " + rest.length);
            assertEquals(List.of(List.of("STARTTLS")), heard);
            assertTrue(log.lines().getFirst().startsWith("INFO TLS with 127.0.0.1 failed: "), log.lines().toString());
        }
    }

    @Test
    void aClientHelloInTheSameSegmentAsStarttlsIsTaken() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant());
             EagerHello eager = new EagerHello(loop.address(), "STARTTLS\n")) {

            String answer = eager.finish();

            assertEquals("OK STARTTLS", answer);
            assertEquals("fine", eager.ask("say fine"));
        }
    }

    @Test
    void aSecondStarttlsAndOneWithoutCertificateAreRefused() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3");
             RunningLoop bare = new RunningLoop(new RepeatingAttendant())) {

            String again = wire.ask("STARTTLS");
            IOException without = assertThrows(IOException.class, () -> SecuredWire.started(bare.address()));

            assertEquals("ALREADY", again);
            assertEquals("NOT_CONFIGURED", without.getMessage());
        }
    }

    @Test
    void aClientThatBeginsARenegotiationIsSentAway() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.2")) {
            wire.ask("say one");

            wire.socket().startHandshake();

            assertThrows(IOException.class, () -> wire.ask("say two"));
        }
    }

    @Test
    void newKeysAreFine() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3")) {
            wire.ask("say one");

            wire.socket().startHandshake();

            assertEquals("two", wire.ask("say two"));
        }
    }

    @Test
    void recordsWithoutContentEndTheConnection() throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3")) {
            wire.ask("say one");

            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    wire.socket().startHandshake();
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientThatHasSaidAllItWantsStillGetsItsAnswerAndACloseNotify(String version) throws IOException {
        try (RunningLoop loop = loop(new RepeatingAttendant()); SecuredWire wire = SecuredWire.open(loop.address(), version)) {
            wire.send("say bye\n");
            wire.socket().shutdownOutput();

            assertEquals("bye", wire.receive());
            assertNull(wire.receive());
        }
    }

    @Test
    void aLoopThatIsStoppedSaysGoodbye() throws IOException {
        RunningLoop loop = loop(new RepeatingAttendant());
        try (SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3")) {
            wire.ask("say one");

            loop.close();

            assertNull(wire.receive());
        }
    }

    @Test
    void newCertificatesCountForNewConnections() throws IOException {
        ServerTls renewed = ServerTls.of(Identity.read(OpensslAuthority.in(directory.resolve("renewed"))
            .identity("renewed", OpensslAuthority.EC), ""), CertRequest.NO, Optional.empty(), true);
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = loop(attendant); SecuredWire before = SecuredWire.open(loop.address(), "TLSv1.3")) {
            attendant.inNextPass(() -> loop.loop().offerTls(renewed));
            loop.loop().wakeup();
            before.ask("say one");

            try (SecuredWire after = SecuredWire.open(loop.address(), "TLSv1.2")) {
                assertEquals("CN=renewed", after.socket().getSession().getPeerPrincipal().getName());
                assertEquals("fine", after.ask("say fine"));
                assertEquals("fine", before.ask("say fine"));
                assertTrue(after.socket().getSession().getCipherSuite().contains("_GCM_")
                    || after.socket().getSession().getCipherSuite().contains("CHACHA20"));
            }
        }
    }

    @Test
    void handshakesThatAreNeverFinishedGiveWayToNewOnes() throws IOException {
        List<SecuredWire> stalled = new ArrayList<>();
        try (RunningLoop loop = loop(new RepeatingAttendant())) {
            for (int i = 0; i < 64; i++) {
                stalled.add(SecuredWire.started(loop.address()));
            }

            try (SecuredWire wire = SecuredWire.open(loop.address(), "TLSv1.3")) {
                assertEquals("fine", wire.ask("say fine"));
            }

            assertEquals(-1, stalled.getFirst().plain().getInputStream().read());
        } finally {
            for (SecuredWire wire : stalled) {
                wire.close();
            }
        }
    }

    /** How many answers were made when nothing moves any more: two exchanges of another client pass without one. */
    private static int settled(SecuredWire other, RepeatingAttendant attendant) throws IOException {
        int before = -1;
        int now = attendant.muchAnswered();
        while (before != now) {
            before = now;
            other.ask("say a");
            other.ask("say b");
            now = attendant.muchAnswered();
        }
        return now;
    }

    private static RunningLoop loop(RepeatingAttendant attendant) throws IOException {
        return loop(new RunningLoop(attendant));
    }

    /** Before any client comes, so nobody sees the loop without TLS. */
    private static RunningLoop loop(RunningLoop running) {
        running.loop().offerTls(tls);
        return running;
    }

    private static void send(SecuredWire wire, String text) {
        try {
            wire.send(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertEnded(Socket socket) throws IOException {
        untilTheEnd(socket.getInputStream());
    }

    /** The server may close with input unread, which the system reports as a reset. */
    private static byte[] untilTheEnd(InputStream in) throws IOException {
        try {
            return in.readAllBytes();
        } catch (SSLException e) {
            throw e;
        } catch (IOException reset) {
            return new byte[0];
        }
    }
}
