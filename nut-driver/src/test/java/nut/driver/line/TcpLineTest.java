package nut.driver.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TcpLineTest {
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final Semaphore news = new Semaphore(0);

    @ParameterizedTest
    @CsvSource({"tcp:ser1.example:4001, ser1.example, 4001", "tcp:192.0.2.7:1, 192.0.2.7, 1",
        "tcp:[2001:db8::7]:65535, 2001:db8::7, 65535"})
    void anAddressIsAHostAndAPort(String port, String host, int number) {
        TcpAddress address = TcpAddress.of(port).orElseThrow();

        assertEquals(host, address.host());
        assertEquals(number, address.port());
        assertEquals(port, address.toString());
    }

    @Test
    void aDeviceIsNoAddress() {
        assertEquals(Optional.empty(), TcpAddress.of("/dev/ttyS0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:", "tcp:host", "tcp:host:", "tcp::4001", "tcp:host:0", "tcp:host:65536", "tcp:host:x",
        "tcp:2001:db8::7:4001"})
    void whatBeginsLikeAnAddressAndIsNoneIsAFault(String port) {
        AdminFault fault = assertThrows(AdminFault.class, () -> TcpAddress.of(port));

        assertTrue(fault.getMessage().startsWith("port " + port + " must be tcp:HOST:PORT"), fault.getMessage());
    }

    @Test
    void everyByteComesThroughBothWaysAndIsAnnounced() throws IOException, InterruptedException {
        try (ServerSocket server = server(); TcpLine line = open(server); Socket serial = server.accept()) {
            for (int value = 0; value < 256; value++) {
                serial.getOutputStream().write(value);
                news.acquire();
                int heard = line.read(line.nanos() + TEN_SECONDS);
                line.write((byte) heard);

                assertEquals(value, serial.getInputStream().read());
            }
        }
    }

    @Test
    void nothingIsReadWhenNothingComes() throws IOException {
        try (ServerSocket server = server(); TcpLine line = open(server)) {
            assertEquals(Line.NOTHING, line.read(line.nanos() + 1_000_000));
            assertFalse(line.hasNews());
        }
    }

    @Test
    void aServerThatHangsUpIsNewsAndALostLine() throws IOException, InterruptedException {
        try (ServerSocket server = server(); TcpLine line = open(server)) {
            server.accept().close();
            news.acquire();

            LineLost fault = assertThrows(LineLost.class, () -> line.read(line.nanos() + TEN_SECONDS));

            assertEquals("the serial server has closed the connection", fault.getMessage());
        }
    }

    @Test
    void aServerThatIsNotThereIsALostLineWithItsReason() throws IOException {
        TcpAddress nowhere;
        try (ServerSocket server = server()) {
            nowhere = new TcpAddress("127.0.0.1", server.getLocalPort());
        }

        LineLost refused = assertThrows(LineLost.class, () -> TcpLine.open(nowhere, news::release));
        LineLost unknown = assertThrows(LineLost.class, () -> TcpLine.open(new TcpAddress("no.such.host.invalid", 1), news::release));

        assertTrue(refused.getMessage().contains("refused"), refused.getMessage());
        assertTrue(unknown.getMessage().startsWith("unknown host"), unknown.getMessage());
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private TcpLine open(ServerSocket server) throws LineLost {
        return TcpLine.open(new TcpAddress("127.0.0.1", server.getLocalPort()), news::release);
    }
}
