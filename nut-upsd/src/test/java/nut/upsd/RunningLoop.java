package nut.upsd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import nut.common.posix.BootClock;
import nut.upsd.net.Attendant;
import nut.upsd.net.EventLoop;
import nut.upsd.net.Family;
import nut.upsd.net.Limits;
import nut.upsd.net.ListenAddress;
import nut.upsd.net.Listener;
import nut.upsd.net.Listeners;

/** The event loop on a free port of 127.0.0.1. */
final class RunningLoop implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final EventLoop loop;
    private final Thread thread;

    RunningLoop(Attendant attendant) throws IOException {
        this(attendant, Integer.MAX_VALUE, BootClock::nanos);
    }

    RunningLoop(Attendant attendant, int mostConnections, LongSupplier clock) throws IOException {
        this(new EventLoop(listeners(), attendant, mostConnections, clock));
    }

    private RunningLoop(EventLoop loop) {
        this.loop = loop;
        thread = new Thread(loop, "upsd-loop");
        thread.start();
    }

    /** One whose clients together may take so much. */
    static RunningLoop within(Limits limits, Attendant attendant) throws IOException {
        return new RunningLoop(new EventLoop(listeners(), attendant, Integer.MAX_VALUE, limits, BootClock::nanos));
    }

    private static List<Listener> listeners() {
        return Listeners.open(List.of(new ListenAddress("test", "127.0.0.1", 0)), Family.ANY, false);
    }

    EventLoop loop() {
        return loop;
    }

    InetSocketAddress address() {
        return loop.addresses().getFirst();
    }

    SocketWire connect() throws IOException {
        return new SocketWire(address());
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for what other threads or the system will do. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
