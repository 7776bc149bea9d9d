package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Passes that other threads make in the loop's place. */
class PassingThreadsTest {
    private static final int CLIENTS = 100;

    private final RepeatingAttendant attendant = new RepeatingAttendant();

    @Test
    void whoBringsNewsWhileTheLoopSleepsTellsThemItself() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire client = ready(loop);

            inAPassOfThisThread(loop, () -> attendant.tellAll("news"));

            assertEquals("news", client.receive());
            client.close();
        }
    }

    @Test
    void aClientThatWasToldByAnotherThreadIsHeardByTheLoop() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire client = ready(loop);
            send(client, "later 1\nsay 2\n");
            RunningLoop.await("the request", () -> attendant.waiting() == 1);

            attendant.release();
            loop.loop().pass();

            assertEquals("1", client.receive());
            assertEquals("2", client.receive());
            send(client, "say 3\n");
            assertEquals("3", client.receive());
            client.close();
        }
    }

    @Test
    void aClientWithWhomAnotherThreadHangsUpIsGone() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire client = ready(loop);

            inAPassOfThisThread(loop, attendant::hangUp);

            assertNull(client.receive());
            assertEquals(1, attendant.closed());
        }
    }

    @Test
    void aPassIsNotBegunInsideAnother() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger deepest = new AtomicInteger();

            attendant.inNextPass(() -> {
                attendant.inNextPass(() -> deepest.set(inside.get()));
                inside.set(1);
                loop.loop().pass();
                inside.set(2);
            });
            loop.loop().pass();

            RunningLoop.await("the second order", () -> deepest.get() != 0);
            assertEquals(2, deepest.get());
        }
    }

    @Test
    void aFaultInSuchAPassEndsTheLoopLikeOneOfItsOwn() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire client = ready(loop);

            inAPassOfThisThread(loop, () -> {
                throw new IllegalStateException("a fault of ours");
            });

            assertNull(client.receive());
        }
    }

    @Test
    void memoryOfTheCallersThatIsGoneIsTheCallersFault() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            SocketWire client = ready(loop);

            assertThrows(InternalError.class, () -> inAPassOfThisThread(loop, () -> {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }));

            send(client, "say on\n");
            assertEquals("on", client.receive());
            client.close();
        }
    }

    @Test
    void eachOfManyThatAskAtOnceGetsItsOwnAnswer() throws IOException {
        try (RunningLoop loop = new RunningLoop(attendant)) {
            List<SocketWire> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(ready(loop));
            }
            attendant.inNextPass(() -> {
                for (int i = 0; i < CLIENTS; i++) {
                    send(clients.get(i), "say " + i + "\nsay and\n");
                }
            });

            loop.loop().wakeup();

            for (int i = 0; i < CLIENTS; i++) {
                assertEquals(Integer.toString(i), clients.get(i).receive());
                assertEquals("and", clients.get(i).receive());
                clients.get(i).close();
            }
        }
    }

    /** Tries until the loop is asleep, so that the pass is this thread's. */
    private void inAPassOfThisThread(RunningLoop loop, Runnable order) {
        Thread self = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        RunningLoop.await("a pass of this thread", () -> {
            attendant.inNextPass(() -> {
                if (Thread.currentThread() == self && !done.getAndSet(true)) {
                    order.run();
                }
            });
            loop.loop().pass();
            return done.get();
        });
    }

    private static SocketWire ready(RunningLoop loop) throws IOException {
        SocketWire client = loop.connect();
        send(client, "say ready\n");
        assertEquals("ready", client.receive());
        return client;
    }

    private static void send(SocketWire wire, String request) {
        try {
            wire.send(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
