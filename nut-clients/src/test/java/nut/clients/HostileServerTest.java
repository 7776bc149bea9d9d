package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that want to keep a client, or to fill its memory: each program ends with one line and exit code 1. */
@Timeout(60)
class HostileServerTest {
    private ServerSocket listening;

    /** What such a server does with a connection whose first request it has read. */
    private interface Malice {
        void answer(OutputStream out) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    private String serving(Malice malice) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = listening.accept()) {
                InputStream in = socket.getInputStream();
                in.read(new byte[1024]);
                malice.answer(socket.getOutputStream());
                in.read();
            } catch (IOException expected) {
                // The client has gone, as it should.
            }
        });
        return "a@127.0.0.1:" + listening.getLocalPort();
    }

    @Test
    void aServerThatTricklesIsGivenUpAfterTheTimeForTheWholeAnswer() {
        String address = serving(out -> {
            out.write("BEGIN LIST VAR a\n".getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                out.write('V');
                LockSupport.parkNanos(50_000_000);
            }
        });

        Call call = Call.of(Upsc::run, "-W", "0.5", address);

        assertEquals(new Call(1, "", "Error: Read error: Connection timed out\n"), call);
    }

    @Test
    void aListWithoutEndIsGivenUp() {
        String line = "VAR a v.x \"" + "x".repeat(200) + "\"\n";
        String address = serving(out -> endless(out, "BEGIN LIST VAR a\n", line));

        Call call = Call.of(Upsc::run, address);

        assertEquals(1, call.exit());
        assertEquals("", call.out());
        assertTrue(call.err().matches("Error: Protocol error: a list of more than \\d+ lines or \\d+ bytes\n"), call.err());
    }

    @Test
    void aLineWithoutEndIsGivenUp() {
        String address = serving(out -> endless(out, "BEGIN LIST VAR a\n", "x".repeat(1000)));

        Call call = Call.of(Upsc::run, address);

        assertEquals(new Call(1, "", "Error: Invalid response from server: a line of more than 4096 bytes\n"), call);
    }

    @Test
    void aServerThatClosesInTheMiddleOfALineIsSaidSo() {
        String address = serving(out -> {
            out.write("BEGIN LIST CMD a\nCMD a load".getBytes(StandardCharsets.ISO_8859_1));
            out.close();
        });

        Call call = Call.of(Upscmd::run, "-l", address);

        assertEquals(new Call(1, "", "Error: Server disconnected\n"), call);
    }

    @Test
    void everyProgramGivesUpASilentServer() {
        for (int i = 0; i < 3; i++) {
            serving(out -> { });
        }
        String address = "a@127.0.0.1:" + listening.getLocalPort();

        Call list = Call.of(Upscmd::run, "-W", "0.3", "-l", address);
        Call rw = Call.of(Upsrw::run, "-W", "0.3", address);
        Call log = Call.of((args, streams) -> Upslog.run(args, streams, new TestHost()), "-W", "0.3", "-s", address, "-l", "-", "-d", "1",
            "-f", "%VAR ups.status%");

        Call timedOut = new Call(1, "", "Error: Read error: Connection timed out\n");
        assertEquals(timedOut, list);
        assertEquals(timedOut, rw);
        assertEquals(0, log.exit());
        assertTrue(log.out().endsWith("\nNA\n"), log.out());
    }

    private static void endless(OutputStream out, String first, String again) throws IOException {
        out.write(first.getBytes(StandardCharsets.ISO_8859_1));
        byte[] more = again.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(more);
        }
    }
}
