package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.posix.BootClock;
import nut.upsd.net.EventLoop;
import nut.upsd.net.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all clients together make upsd keep has a limit, beyond which those who keep most must go. */
@Timeout(120)
class RelievedLoopTest {
    private static final Limits LIMITS = new Limits(256 * 1024, 0);

    @Test
    void clientsThatReadNoAnswersAreSentAwayWhenTheyKeepTooMuchMemory() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        List<SocketChannel> deaf = new ArrayList<>();
        try (LogLines log = new LogLines(EventLoop.class); RunningLoop loop = RunningLoop.within(LIMITS, attendant)) {
            SocketWire honest = loop.connect();
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
                channel.connect(loop.address());
                channel.write(ByteBuffer.wrap("much\n".repeat(3000).getBytes(StandardCharsets.US_ASCII)));
                deaf.add(channel);
            }

            RunningLoop.await("some to be sent away", () -> attendant.closed() > 0);

            assertEquals("a", ask(honest, "say a\n"));
            assertTrue(attendant.closed() < 20, "all were sent away");
            assertTrue(log.lines().getFirst().contains("are sent away"), log.lines().toString());
            honest.close();
            for (SocketChannel channel : deaf) {
                channel.close();
            }
        }
    }

    @Test
    void clientsThatSendMuchAtOnceKeepLittleWhileTheyWaitForTheirTurns() throws IOException {
        byte[] requests = "say x\n".repeat(2700).getBytes(StandardCharsets.US_ASCII);
        RepeatingAttendant attendant = new RepeatingAttendant();
        CountDownLatch sent = new CountDownLatch(1);
        List<SocketWire> crowd = new ArrayList<>();
        try (LogLines log = new LogLines(EventLoop.class); RunningLoop loop = RunningLoop.within(new Limits(128 * 1024, 0), attendant)) {
            for (int i = 0; i < 60; i++) {
                SocketWire wire = loop.connect();
                assertEquals("a", ask(wire, "say a\n"));
                crowd.add(wire);
            }
            attendant.inNextPass(() -> await(sent));
            loop.loop().wakeup();

            for (SocketWire wire : crowd) {
                wire.send(requests);
            }
            sent.countDown();

            for (SocketWire wire : crowd) {
                for (int i = 0; i < 2700; i++) {
                    assertEquals("x", wire.receive());
                }
                wire.close();
            }
            assertEquals(List.of(), log.lines());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void clientsThatFinishNoRequestAreSentAwayWhenTheyKeepTooMuchMemory() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        List<SocketWire> endless = new ArrayList<>();
        try (LogLines log = new LogLines(EventLoop.class); RunningLoop loop = RunningLoop.within(LIMITS, attendant)) {
            SocketWire honest = loop.connect();
            for (int i = 0; i < 40; i++) {
                SocketWire wire = loop.connect();
                wire.send(("x".repeat(500) + " ").repeat(31).getBytes(StandardCharsets.US_ASCII));
                endless.add(wire);
            }

            RunningLoop.await("some to be sent away", () -> attendant.closed() > 0);

            assertEquals("a", ask(honest, "say a\n"));
            assertTrue(log.lines().size() <= 10, log.lines().toString());
            honest.close();
            for (SocketWire wire : endless) {
                wire.close();
            }
        }
    }

    @Test
    void aLoopThatIsFullAgainAndAgainSaysSoOnceAMinute() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        try (LogLines log = new LogLines(EventLoop.class);
            RunningLoop loop = new RunningLoop(new RepeatingAttendant(), 3, clock::get)) {
            for (int i = 0; i < 5; i++) {
                SocketWire only = loop.connect();
                assertEquals("a", ask(only, "say a\n"));
                SocketWire next = loop.connect();
                next.send("say b\n".getBytes(StandardCharsets.US_ASCII));
                clock.addAndGet(2_000_000_000L);
                assertEquals("c", ask(only, "say c\n"));
                only.close();
                assertEquals("b", next.receive());
                next.close();
            }

            assertEquals(1, log.lines().size(), log.lines().toString());
        }
    }

    private static String ask(SocketWire wire, String request) throws IOException {
        wire.send(request.getBytes(StandardCharsets.US_ASCII));
        return wire.receive();
    }
}
