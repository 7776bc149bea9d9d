package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import nut.common.AdminFault;
import nut.upsd.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final LogLines log = new LogLines(Listeners.class);
    private List<Listener> opened = List.of();

    @AfterEach
    void close() throws IOException {
        log.close();
        for (Listener listener : opened) {
            listener.channel().close();
        }
    }

    @Test
    void everyLineGetsItsSocket() {
        opened = Listeners.open(List.of(line("127.0.0.1", 0), line("::1", 0), line("localhost", 0)), Family.ANY, false);

        assertEquals(3, opened.size());
        assertEquals("INFO listening on 127.0.0.1 port " + opened.get(0).address().getPort(), log.lines().getFirst());
    }

    @Test
    void theWildcardOfIpv6DoesNotSwallowIpv4() throws IOException {
        opened = Listeners.open(List.of(line("::", freePort())), Family.ANY, false);

        Listener listener = opened.getFirst();

        assertTrue(listener.admits(InetAddress.getByName("::1")));
        assertFalse(listener.admits(InetAddress.getByName("127.0.0.1")));
    }

    @Test
    void bothWildcardsShareOnePort() throws IOException {
        int port = freePort();

        opened = Listeners.open(List.of(line("0.0.0.0", port), line("::", port)), Family.ANY, false);

        Listener listener = opened.getFirst();
        assertEquals(1, opened.size());
        assertTrue(listener.admits(InetAddress.getByName("127.0.0.1")));
        assertTrue(listener.admits(InetAddress.getByName("::1")));
    }

    @Test
    void oneIpv4AddressBesideTheWildcardOfIpv6AdmitsThatOneOnly() throws IOException {
        int port = freePort();
        opened = Listeners.open(List.of(line("127.0.0.1", port), line("::", port)), Family.ANY, false);

        Listener listener = opened.getFirst();

        assertEquals(1, opened.size());
        assertTrue(listener.admits(InetAddress.getByName("127.0.0.1")));
        assertFalse(listener.admits(InetAddress.getByName("127.0.0.2")));
    }

    @Test
    void anAsteriskMeansBothFamiliesOrTheOneAskedFor() throws IOException {
        InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
        InetAddress ipv6 = InetAddress.getByName("::1");

        Listener both = Listeners.open(List.of(line("*", freePort())), Family.ANY, false).getFirst();
        Listener four = Listeners.open(List.of(line("*", freePort())), Family.IPV4, false).getFirst();
        Listener six = Listeners.open(List.of(line("*", freePort())), Family.IPV6, false).getFirst();
        opened = List.of(both, four, six);

        assertTrue(both.admits(ipv4) && both.admits(ipv6));
        assertTrue(four.admits(ipv4) && !four.admits(ipv6));
        assertTrue(six.admits(ipv6) && !six.admits(ipv4));
    }

    @Test
    void anAddressOfAnotherMachineIsOneClearLine() {
        AdminFault fault = assertThrows(AdminFault.class,
            () -> Listeners.open(List.of(line("127.0.0.1", 0), line("192.0.2.1", 34930)), Family.ANY, false));

        assertEquals("not listening on 192.0.2.1 port 34930 (upsd.conf:7): Cannot assign requested address; this machine does not have it"
            + " now: correct the line, or set ALLOW_NOT_ALL_LISTENERS in upsd.conf", fault.getMessage());
    }

    @Test
    void anAddressOfAnotherMachineIsClearBesideTheWildcardToo() throws IOException {
        int port = freePort();

        AdminFault fault = assertThrows(AdminFault.class,
            () -> Listeners.open(List.of(line("::", port), line("192.0.2.1", port)), Family.ANY, false));

        assertTrue(fault.getMessage().startsWith("not listening on 192.0.2.1 port " + port + " (upsd.conf:7): Cannot assign"));
    }

    @Test
    void somethingMayFailWhenTheAdminAllowsIt() {
        opened = Listeners.open(List.of(line("127.0.0.1", 0), line("192.0.2.1", 34930)), Family.ANY, true);

        assertEquals(1, opened.size());
        assertTrue(log.lines().getLast().startsWith("ERROR not listening on 192.0.2.1 port 34930"));
    }

    @Test
    void aFailureOfLocalhostAloneIsForgivenAsByNut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            opened = Listeners.open(List.of(line("127.0.0.1", taken.getLocalPort()), line("::1", 0)), Family.ANY, false);
        }

        assertEquals(1, opened.size());
    }

    @Test
    void aPortThatIsTakenIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = taken.getLocalPort();

            AdminFault fault = assertThrows(AdminFault.class,
                () -> Listeners.open(List.of(line("127.0.0.1", port)), Family.ANY, true));

            assertEquals("not listening on 127.0.0.1 port " + port + " (upsd.conf:7): Address already in use; another program, perhaps"
                + " another upsd, has it: stop that one or LISTEN elsewhere", fault.getMessage());
        }
    }

    @Test
    void aNameThatNobodyKnowsIsOneClearLine() {
        AdminFault fault = assertThrows(AdminFault.class,
            () -> Listeners.open(List.of(line("no.such.host.invalid", 0)), Family.ANY, false));

        assertTrue(fault.getMessage().startsWith("not listening on no.such.host.invalid port 0 (upsd.conf:7): the name is not known here"));
    }

    private static ListenAddress line(String host, int port) {
        return new ListenAddress("upsd.conf:7", host, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
