package nut.common.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nut.common.posix.LocalClock;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;

/**
 * Sends lines to the system's log daemon in the form that syslog(3) has ({@code <PRI>Mmm dd hh:mm:ss program[pid]: line}, RFC 3164). It
 * never waits: a line that cannot be sent at once is kept, with the time at which it was said, and sent when the daemon takes lines again,
 * in its turn. What is kept is bounded; lines beyond that are counted, and the count is said. After a restart of the log daemon it connects
 * anew, trying once a second at most. In a jail that takes a socket of that name in there.
 */
final class Syslog implements LineSink {
    private static final int LOG_DAEMON = 3 << 3;
    private static final int WARNING = 4;
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final int MOST_KEPT_LINES = 256;
    private static final int MOST_KEPT_BYTES = 65_536;
    private static final String[] MONTHS =
        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    private final String socketName;
    private final String tag;
    private final LongSupplier nanoTime;
    private final Consumer<Syslog> whenLinesWait;
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private int keptBytes;
    private boolean everConnected;
    private boolean awaited;
    private UnixDatagram socket;
    private boolean tried;
    private long lastTry;
    private long lost;

    /**
     * A way to a log daemon.
     *
     * @param connected     a socket that is connected already, or null
     * @param whenLinesWait told when lines begin to wait for a log daemon that there has been; it is to call {@link #retryUntilTold} until
     *                      that says that it took all. Where there never was one, the next line is early enough to look.
     */
    Syslog(String socketName, UnixDatagram connected, String program, long pid, LongSupplier nanoTime, Consumer<Syslog> whenLinesWait) {
        this.socketName = socketName;
        this.tag = program + "[" + pid + "]: ";
        this.nanoTime = nanoTime;
        this.whenLinesWait = whenLinesWait;
        this.socket = connected;
        this.everConnected = connected != null;
        LocalClock.readZone();
        if (socket == null) {
            connect();
        }
    }

    @Override
    public synchronized void line(int severity, String line) {
        byte[] datagram = datagram(severity, line);
        if (retry() && send(datagram)) {
            return;
        }
        if (lost > 0 || kept.size() >= MOST_KEPT_LINES || keptBytes + datagram.length > MOST_KEPT_BYTES) {
            lost++;
        } else {
            kept.add(datagram);
            keptBytes += datagram.length;
        }
        if (everConnected && !awaited) {
            awaited = true;
            whenLinesWait.accept(this);
        }
    }

    /**
     * For whoever was told that lines wait: sends them as far as possible.
     *
     * @return how far it came; when nothing waits any more, it will be told anew
     */
    synchronized Retried retryUntilTold() {
        int before = kept.size();
        awaited = !retry();
        return !awaited ? Retried.ALL : kept.size() < before ? Retried.SOME : Retried.NONE;
    }

    /** Which of the waiting lines the log daemon took. */
    enum Retried { ALL, SOME, NONE }

    /**
     * Sends what waits, as far as the log daemon takes it.
     *
     * @return whether nothing waits any more
     */
    synchronized boolean retry() {
        while (!kept.isEmpty()) {
            if (!send(kept.getFirst())) {
                return false;
            }
            keptBytes -= kept.removeFirst().length;
        }
        if (lost > 0 && send(datagram(WARNING, lost + " log messages were lost while " + socketName + " took none"))) {
            lost = 0;
        }
        return lost == 0;
    }

    private byte[] datagram(int severity, String line) {
        return ("<" + (LOG_DAEMON | severity) + ">" + date() + tag + line).getBytes(StandardCharsets.UTF_8);
    }

    private boolean send(byte[] datagram) {
        if (socket == null && !connect()) {
            return false;
        }
        try {
            socket.send(datagram);
            return true;
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.EAGAIN) {
                return false;
            }
            socket.close();
            socket = null;
        }
        try {
            if (connect()) {
                socket.send(datagram);
                return true;
            }
        } catch (PosixException failedAgain) {
            socket.close();
            socket = null;
        }
        return false;
    }

    private boolean connect() {
        long now = nanoTime.getAsLong();
        if (tried && now - lastTry < RETRY_NANOS) {
            return false;
        }
        tried = true;
        lastTry = now;
        try {
            socket = UnixDatagram.connect(socketName);
            tried = false;
            everConnected = true;
            return true;
        } catch (PosixException absent) {
            socket = null;
            return false;
        }
    }

    private String date() {
        LocalClock.Moment now = LocalClock.at(System.currentTimeMillis() / 1000);
        StringBuilder date = new StringBuilder(16);
        date.append(MONTHS[now.month() - 1]).append(' ').append(now.day() < 10 ? " " : "").append(now.day());
        two(date.append(' '), now.hour());
        two(date.append(':'), now.minute());
        two(date.append(':'), now.second());
        return date.append(' ').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
