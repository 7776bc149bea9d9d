package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import nut.common.conf.ClientTlsConf;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.conf.UpsmonNetwork;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;
import org.junit.jupiter.api.Test;

class UpsdTest {
    private static final ConnectionSecurity NO_TLS = ConnectionSecurity.of(ClientTlsConf.NONE);

    @Test
    void anAddressThatRefusesIsFollowedByTheNext() throws IOException {
        InetSocketAddress refuses = closed();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            NutConnection connection =
                new Upsd("tower", List.of(refuses, (InetSocketAddress) server.getLocalSocketAddress()), NO_TLS).open();
            Socket accepted = server.accept()) {
            assertTrue(accepted.isConnected());
            assertTrue(!connection.isSecured());
        }
    }

    @Test
    void whenNoneTakesTheConnectionTheLastOnesReasonIsGiven() throws IOException {
        Upsd upsd = new Upsd("tower", List.of(closed(), closed()), NO_TLS);

        IOException failed = assertThrows(IOException.class, upsd::open);

        assertEquals("Connection refused", failed.getMessage());
    }

    @Test
    void aHostThatCannotBeLookedUpHasNoAddressAndSaysSoWhenOpened() {
        Monitor monitor = new Monitor(new Position("upsmon.conf", 1), UpsAddress.parse("su700@no-such-host.invalid"), 1, "user", "secret",
            true);
        Upsd upsd = Upsd.lookUp(monitor, UpsmonNetwork.NONE, 0);

        IOException failed = assertThrows(IOException.class, upsd::open);

        assertEquals(List.of(), upsd.addresses());
        assertTrue(failed.getMessage().contains("no-such-host.invalid"), failed.getMessage());
    }

    private static InetSocketAddress closed() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) closed.getLocalSocketAddress();
        }
    }
}
