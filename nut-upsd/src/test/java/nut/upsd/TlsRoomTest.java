package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.conf.CertRequest;
import nut.common.tls.Identity;
import nut.common.tls.ServerTls;
import nut.upsd.net.EventLoop;
import nut.upsd.net.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** There is room for so many connections with TLS; beyond it the address that has the most gives way, and nobody else. */
@Timeout(120)
class TlsRoomTest {
    private static final Limits FOUR = new Limits(1 << 20, 4);
    private static final String GREEDY = "127.0.0.2";
    private static final String MODEST = "127.0.0.3";
    private static final String LATE = "127.0.0.4";

    @TempDir
    private static Path directory;
    private static ServerTls tls;

    private final List<SecuredWire> wires = new ArrayList<>();
    private RepeatingAttendant attendant;
    private RunningLoop loop;
    private LogLines log;

    @BeforeAll
    static void certify() throws IOException {
        Path file = OpensslAuthority.in(directory).identity("upsd", OpensslAuthority.EC);
        tls = ServerTls.of(Identity.read(file, ""), CertRequest.NO, Optional.empty(), false);
    }

    @BeforeEach
    void begin() throws IOException {
        log = new LogLines(EventLoop.class);
        attendant = new RepeatingAttendant();
        loop = RunningLoop.within(FOUR, attendant);
        loop.loop().offerTls(tls);
    }

    @AfterEach
    void end() throws IOException {
        for (SecuredWire wire : wires) {
            wire.close();
        }
        loop.close();
        log.close();
    }

    @Test
    void theOldestConnectionOfTheAddressThatHasTheMostGivesWay() throws IOException {
        SecuredWire modest = open(MODEST);
        SecuredWire oldest = open(GREEDY);
        SecuredWire second = open(GREEDY);
        SecuredWire third = open(GREEDY);

        SecuredWire late = open(LATE);

        assertEquals(-1, oldest.socket().getInputStream().read());
        for (SecuredWire kept : List.of(modest, second, third, late)) {
            assertEquals("fine", kept.ask("say fine"));
        }
        assertEquals(List.of("INFO too many connections with TLS; " + GREEDY + " has to give way"), log.lines());
    }

    @Test
    void anAddressThatHasTheMostItselfGetsNoMoreAndThatIsSaidOnce() throws IOException {
        SecuredWire modest = open(MODEST);
        List<SecuredWire> greedy = List.of(open(GREEDY), open(GREEDY), open(GREEDY));

        for (int i = 0; i < 20; i++) {
            IOException refused = assertThrows(IOException.class, () -> open(GREEDY));
            assertEquals("FULL", refused.getMessage());
        }

        assertEquals("fine", modest.ask("say fine"));
        for (SecuredWire kept : greedy) {
            assertEquals("fine", kept.ask("say fine"));
        }
        assertEquals(List.of("INFO too many connections with TLS; " + GREEDY + " has to give way"), log.lines());
    }

    @Test
    void whoLeavesMakesRoom() throws IOException {
        SecuredWire modest = open(MODEST);
        SecuredWire leaving = open(GREEDY);
        List<SecuredWire> greedy = List.of(open(GREEDY), open(GREEDY));
        leaving.close();
        RunningLoop.await("the loop to see that a client has left", () -> attendant.closed() == 1);

        SecuredWire next = open(GREEDY);

        assertEquals("fine", next.ask("say fine"));
        assertEquals("fine", modest.ask("say fine"));
        for (SecuredWire kept : greedy) {
            assertEquals("fine", kept.ask("say fine"));
        }
        assertEquals(List.of(), log.lines());
    }

    @Test
    void clientsWithoutTlsTakeNoneOfThatRoom() throws IOException {
        for (String from : List.of(MODEST, GREEDY, GREEDY, GREEDY)) {
            open(from);
        }

        SocketWire clear = loop.connect();
        clear.send("say clear\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals("clear", clear.receive());
        assertEquals(List.of(), log.lines());
        clear.close();
    }

    @Test
    void theUsualHeapHasRoomForTwoHundredAndFiftySix() {
        assertEquals(256, Limits.ofHeap(32L << 20).tlsConnections());
        assertEquals(4L << 20, Limits.ofHeap(32L << 20).heldBytes());
    }

    private SecuredWire open(String from) throws IOException {
        SecuredWire wire = SecuredWire.openFrom(from, loop.address(), "TLSv1.3");
        wires.add(wire);
        return wire;
    }
}
