package nut.upsd;

import static nut.upsd.Installation.ask;
import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import nut.common.state.UpsSnapshot;
import nut.upsd.command.Desk;
import nut.upsd.net.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While some do what nobody should do to a server, an honest client gets every answer, and the log stays short. */
@Timeout(120)
class AttackTest {
    private static final String STATUS = "GET VAR su700 ups.status";
    private static final String ON_LINE = "VAR su700 ups.status \"OL\"";
    private static final int ANSWERS = 200;
    private static final int MOST_LINES = 12;

    @TempDir
    private Path directory;
    private Installation nut;
    private SocketWire honest;
    private LogLines ofLoop;
    private LogLines ofDesk;

    @BeforeEach
    void serve() throws IOException {
        nut = new Installation(directory);
        UpsSnapshot.Builder snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL");
        for (int i = 0; i < 100; i++) {
            snapshot.set("outlet." + i + ".desc", "x".repeat(200));
        }
        nut.driver("su700", snapshot.build());
        nut.start();
        honest = nut.connect();
        awaitAnswer(honest, STATUS, ON_LINE);
        ofLoop = new LogLines(EventLoop.class);
        ofDesk = new LogLines(Desk.class);
    }

    @AfterEach
    void end() throws IOException {
        ofLoop.close();
        ofDesk.close();
        honest.close();
        nut.close();
    }

    @Test
    void anEndlessLine() throws IOException {
        flood("x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII), false);
    }

    @Test
    void linesWithoutNumber() throws IOException {
        flood("\n".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII), true);
    }

    @Test
    void linesThatTheGrammarDoesNotAllow() throws IOException {
        flood("\"#\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII), false);
    }

    @Test
    void zeroBytesAndNoise() throws IOException {
        byte[] noise = new byte[64 * 1024];
        new Random(1).nextBytes(noise);
        flood(new byte[64 * 1024], false);
        flood(noise, true);
    }

    @Test
    void loginsWithoutNumber() throws IOException {
        flood(("USERNAME mon\nPASSWORD no\n" + "LOGIN su700\n".repeat(5000)).getBytes(StandardCharsets.US_ASCII), true);
        flood(("USERNAME mon\nPASSWORD mon\n" + "LOGIN su700\n".repeat(5000)).getBytes(StandardCharsets.US_ASCII), true);
    }

    @Test
    void clientsThatAskAndNeverRead() throws IOException {
        flood("LIST VAR su700\n".repeat(1000).getBytes(StandardCharsets.US_ASCII), false);
    }

    @Test
    void clientsThatWriteAByteAtATime() throws IOException {
        flood(new byte[] {'G'}, true);
    }

    @Test
    void clientsThatComeAndGo() throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        Thread storm = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                try (SocketChannel channel = SocketChannel.open(nut.address())) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    channel.write(ByteBuffer.wrap("LIST VAR su700\nGET VAR su7".getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException expected) {
                    continue;
                }
            }
        });

        theHonestIsServed();

        over.set(true);
        join(storm);
        logIsShort();
    }

    /** Eight clients send the same again and again, as fast as it is taken, until the honest one has its answers. */
    private void flood(byte[] bytes, boolean reading) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            channels.add(SocketChannel.open(nut.address()));
            channels.getLast().configureBlocking(false);
        }
        Thread attack = Thread.ofPlatform().start(() -> attack(channels, bytes, reading, over));

        theHonestIsServed();

        over.set(true);
        join(attack);
        for (SocketChannel channel : channels) {
            channel.close();
        }
        logIsShort();
    }

    private static void attack(List<SocketChannel> channels, byte[] bytes, boolean reading, AtomicBoolean over) {
        ByteBuffer answers = ByteBuffer.allocate(256 * 1024);
        List<ByteBuffer> left = new ArrayList<>();
        channels.forEach(channel -> left.add(ByteBuffer.wrap(bytes)));
        while (!over.get()) {
            for (int i = 0; i < channels.size(); i++) {
                try {
                    channels.get(i).write(left.get(i).hasRemaining() ? left.get(i) : left.get(i).rewind());
                    if (reading) {
                        channels.get(i).read(answers.clear());
                    }
                } catch (IOException endedByUpsd) {
                    return;
                }
            }
        }
    }

    private void theHonestIsServed() {
        for (int i = 0; i < ANSWERS; i++) {
            assertEquals(ON_LINE, ask(honest, STATUS));
        }
    }

    private void logIsShort() {
        assertTrue(ofLoop.lines().size() <= MOST_LINES, ofLoop.lines().toString());
        assertTrue(ofDesk.lines().size() <= 2 * MOST_LINES, ofDesk.lines().toString());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
