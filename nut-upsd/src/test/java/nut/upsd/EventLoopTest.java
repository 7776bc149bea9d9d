package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import nut.common.posix.BootClock;
import nut.upsd.net.EventLoop;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void pipelinedRequestsAreAnsweredInOrderEachOnce() throws IOException {
        try (RunningLoop loop = new RunningLoop(new RepeatingAttendant())) {
            SocketWire wire = loop.connect();
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50_000; i++) {
                requests.append("say ").append(i).append('\n');
            }
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(wire, requests.toString()));

            for (int i = 0; i < 50_000; i++) {
                assertEquals(Integer.toString(i), wire.receive());
            }

            sending.join();
            wire.close();
        }
    }

    @Test
    void aClientWhoseAnswerIsToComeWaitsWhileOthersAreServed() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire waiting = loop.connect();
            SocketWire other = loop.connect();
            waiting.send("later 1\nsay 2\n".getBytes(StandardCharsets.US_ASCII));
            other.send("say a\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("a", other.receive());

            attendant.release();
            loop.loop().wakeup();

            assertEquals("1", waiting.receive());
            assertEquals("2", waiting.receive());
            waiting.close();
            other.close();
        }
    }

    @Test
    void newsReachAClientThatAsksNothing() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire listening = loop.connect();
            listening.send("say ready\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("ready", listening.receive());

            attendant.tellAll("news");
            loop.loop().wakeup();

            assertEquals("news", listening.receive());
            listening.close();
        }
    }

    @Test
    void aClientThatDoesNotReadIsAnsweredNoFurtherUntilItReads() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant); SocketChannel deaf = SocketChannel.open()) {
            deaf.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
            deaf.connect(loop.address());
            deaf.write(ByteBuffer.wrap("much\n".repeat(3000).getBytes(StandardCharsets.US_ASCII)));

            int answeredWhileDeaf = settled(loop, attendant);
            long received = drain(deaf, 3000L * RepeatingAttendant.MUCH);

            assertTrue(answeredWhileDeaf < 3000, "answered although nobody reads: " + answeredWhileDeaf);
            assertEquals(3000L * RepeatingAttendant.MUCH, received);
            assertEquals(3000, attendant.muchAnswered());
        }
    }

    @Test
    void aClientThatAsksMuchLetsOthersInAfterEachTurn() throws IOException {
        AtomicReference<SocketWire> other = new AtomicReference<>();
        AtomicInteger answeredBefore = new AtomicInteger();
        AtomicReference<RepeatingAttendant> self = new AtomicReference<>();
        RepeatingAttendant attendant = new RepeatingAttendant(words -> {
            if (words.getFirst().equals("say")) {
                answeredBefore.set(self.get().muchAnswered());
            } else if (self.get().muchAnswered() == 0) {
                send(other.get(), "say hello\n");
            }
        });
        self.set(attendant);
        try (RunningLoop loop = new RunningLoop(attendant); SocketChannel greedy = SocketChannel.open(loop.address())) {
            other.set(loop.connect());
            greedy.write(ByteBuffer.wrap("much\n".repeat(3000).getBytes(StandardCharsets.US_ASCII)));
            CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> drain(greedy, 3000L * RepeatingAttendant.MUCH));

            String answer = other.get().receive();
            reading.join();

            assertEquals("hello", answer);
            assertTrue(answeredBefore.get() <= 14, "two turns of 64 kB are 14 answers, but there were " + answeredBefore.get());
            other.get().close();
        }
    }

    @Test
    void aClientThatIsSilentForAMinuteIsShed() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant, Integer.MAX_VALUE, clock::get)) {
            SocketWire silent = loop.connect();
            SocketWire lively = loop.connect();
            ask(silent, "say one\n");
            ask(lively, "say one\n");
            clock.addAndGet(40 * SECOND);
            ask(lively, "say two\n");
            clock.addAndGet(40 * SECOND);
            loop.loop().wakeup();

            String end = silent.receive();

            assertNull(end);
            assertEquals("three", ask(lively, "say three\n"));
            assertEquals(1, attendant.closed());
            lively.close();
        }
    }

    @Test
    void aClientThatListensMayBeSilent() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant, Integer.MAX_VALUE, clock::get)) {
            SocketWire listening = loop.connect();
            ask(listening, "listen\n");
            SocketWire silent = loop.connect();
            ask(silent, "say one\n");
            clock.addAndGet(61 * SECOND);
            loop.loop().wakeup();
            assertNull(silent.receive());

            attendant.tellAll("news");
            loop.loop().wakeup();

            assertEquals("news", listening.receive());
            listening.close();
        }
    }

    @Test
    void aClientThatListensButDoesNotReadForAMinuteIsShed() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant, Integer.MAX_VALUE, clock::get); SocketChannel deaf = SocketChannel.open()) {
            deaf.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
            deaf.connect(loop.address());
            deaf.write(ByteBuffer.wrap(("listen\n" + "much\n".repeat(3000)).getBytes(StandardCharsets.US_ASCII)));
            settled(loop, attendant);

            RunningLoop.await("the deaf client to be shed", () -> {
                clock.addAndGet(10 * SECOND);
                loop.loop().wakeup();
                return attendant.closed() == 2;
            });
        }
    }

    @Test
    void aLineWithoutEndDoesNotKeepAClientAlive() throws IOException {
        AtomicLong clock = new AtomicLong(BootClock.nanos());
        try (RunningLoop loop = new RunningLoop(new RepeatingAttendant(), Integer.MAX_VALUE, clock::get)) {
            SocketWire endless = loop.connect();
            ask(endless, "say one\n");
            send(endless, "x".repeat(1_000_000));
            clock.addAndGet(61 * SECOND);
            loop.loop().wakeup();

            String end = endlessEnd(endless);

            assertNull(end);
        }
    }

    @Test
    void beyondMaxconnClientsWaitUntilOneLeaves() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (LogLines log = new LogLines(EventLoop.class); RunningLoop loop = new RunningLoop(attendant, 4, BootClock::nanos)) {
            SocketWire first = loop.connect();
            SocketWire second = loop.connect();
            ask(first, "say one\n");
            ask(second, "say two\n");
            SocketWire third = loop.connect();
            send(third, "say three\n");
            ask(first, "say one\n");
            ask(first, "say one\n");
            int closedBefore = attendant.closed();

            first.close();
            String answer = third.receive();

            assertEquals("three", answer);
            assertEquals(0, closedBefore);
            assertEquals(1, log.lines().stream().filter(line -> line.equals(
                "WARN no new connections for now: all 4 connections that MAXCONN allows are in use")).count());
            second.close();
            third.close();
        }
    }

    @Test
    void aFaultOfOursCostsOneConnectionAndIsSaid() throws IOException {
        try (LogLines log = new LogLines(EventLoop.class); RunningLoop loop = new RunningLoop(new RepeatingAttendant())) {
            SocketWire unlucky = loop.connect();
            SocketWire other = loop.connect();

            send(unlucky, "fault\n");

            assertNull(unlucky.receive());
            assertEquals("fine", ask(other, "say fine\n"));
            assertEquals(1, log.lines().size());
            other.close();
        }
    }

    @Test
    void aClientThatHasSaidAllItWantsStillGetsItsAnswer() throws IOException {
        try (RunningLoop loop = new RunningLoop(new RepeatingAttendant()); Socket socket = new Socket()) {
            socket.connect(loop.address());
            socket.getOutputStream().write("say bye\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            byte[] all = socket.getInputStream().readAllBytes();

            assertEquals("bye\n", new String(all, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aWakeupBeginsAPass() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        try (RunningLoop loop = new RunningLoop(attendant)) {
            int before = attendant.passes();

            loop.loop().wakeup();

            RunningLoop.await("a pass", () -> attendant.passes() > before);
        }
    }

    @Test
    void aLoopThatIsStoppedClosesEverything() throws IOException {
        RepeatingAttendant attendant = new RepeatingAttendant();
        RunningLoop loop = new RunningLoop(attendant);
        SocketWire client = loop.connect();
        ask(client, "say one\n");
        InetSocketAddress address = loop.address();

        loop.close();

        assertNull(client.receive());
        assertEquals(1, attendant.closed());
        assertFalse(accepts(address));
    }

    /** How many answers were made when nothing moves any more: two exchanges of another client pass without one. */
    private static int settled(RunningLoop loop, RepeatingAttendant attendant) throws IOException {
        SocketWire other = loop.connect();
        int before = -1;
        int now = attendant.muchAnswered();
        while (before != now || now == 0) {
            before = now;
            ask(other, "say a\n");
            ask(other, "say b\n");
            now = attendant.muchAnswered();
        }
        other.close();
        return now;
    }

    private static long drain(SocketChannel from, long wanted) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        long received = 0;
        try {
            while (received < wanted) {
                buffer.clear();
                int count = from.read(buffer);
                if (count < 0) {
                    return received;
                }
                received += count;
            }
            return received;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String ask(SocketWire wire, String request) throws IOException {
        send(wire, request);
        return wire.receive();
    }

    private static void send(SocketWire wire, String request) {
        try {
            wire.send(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The server may close with input unread, which the system reports as a reset. */
    private static String endlessEnd(SocketWire wire) throws IOException {
        try {
            return wire.receive();
        } catch (SocketException reset) {
            return null;
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
