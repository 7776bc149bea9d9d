package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A pseudo terminal: a serial device made of software. The program that opens {@link #device()} sees a tty; this class holds the other end
 * of its wire. See pty(7).
 *
 * <p>The device is raw (no echo, no line ends, no control characters) from the start, and stays there when its user closes it, because
 * this class keeps it open too. It is gone, and its user hears a hang-up, when the pty is closed.
 *
 * <p>One thread may read while another one writes. {@link #wake} may be called by any thread; {@link #close} only when none is in
 * {@link #read}.
 */
public final class Pty implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int TCSANOW = 0;
    private static final int POLLIN = 1;
    /** asm-generic/termbits.h; the C library takes it for a speed. */
    private static final int B2400 = 0xB;
    /** More than struct termios takes anywhere. */
    private static final long TERMIOS_BYTES = 256;
    private static final long POLLFD_BYTES = 8;
    private static final long PATH_BYTES = 128;
    private static final long BUFFER_BYTES = 256;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private static final CFunction POSIX_OPENPT = Libc.function("posix_openpt");
    private static final CFunction GRANTPT = Libc.function("grantpt");
    private static final CFunction UNLOCKPT = Libc.function("unlockpt");
    private static final CFunction PTSNAME_R = Libc.function("ptsname_r");
    private static final CFunction OPEN = Libc.function("open");
    private static final CFunction EVENTFD = Libc.function("eventfd");
    private static final CFunction TCGETATTR = Libc.function("tcgetattr");
    private static final CFunction TCSETATTR = Libc.function("tcsetattr");
    private static final CFunction CFMAKERAW = Libc.function("cfmakeraw");
    private static final CFunction CFSETSPEED = Libc.function("cfsetspeed");
    private static final CFunction POLL = Libc.function("poll");
    private static final CFunction READ = Libc.function("read");
    private static final CFunction WRITE = Libc.function("write");
    private static final CFunction CLOSE = Libc.function("close");

    private final Arena arena = Arena.ofShared();
    private final MemorySegment readErrno = Libc.errnoSegment(arena);
    private final MemorySegment writeErrno = Libc.errnoSegment(arena);
    private final MemorySegment readBuffer = arena.allocate(BUFFER_BYTES);
    private final MemorySegment writeBuffer = arena.allocate(BUFFER_BYTES);
    private final MemorySegment watched = arena.allocate(JAVA_LONG, 2);
    private final int master;
    private final int bell;
    private final int slave;
    private final Path device;

    private Pty(int master, int bell, int slave, Path device) {
        this.master = master;
        this.bell = bell;
        this.slave = slave;
        this.device = device;
        watch(0, master);
        watch(1, bell);
    }

    /**
     * Makes a new pseudo terminal.
     *
     * @throws IOException when the system has none left, or no devpts
     */
    public static Pty open() throws IOException {
        int master = -1;
        int bell = -1;
        int slave = -1;
        try (Arena local = Arena.ofConfined()) {
            MemorySegment errno = Libc.errnoSegment(local);
            MemorySegment name = local.allocate(PATH_BYTES);
            master = checked("posix_openpt", errno, POSIX_OPENPT.callWith(errno, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
            checked("grantpt", errno, GRANTPT.callWith(errno, master));
            checked("unlockpt", errno, UNLOCKPT.callWith(errno, master));
            int result = (int) PTSNAME_R.callWith(errno, master, name.address(), PATH_BYTES);
            if (result != 0) {
                throw new IOException("ptsname_r failed (errno " + result + ")");
            }
            bell = checked("eventfd", errno, EVENTFD.callWith(errno, 0, O_NONBLOCK | O_CLOEXEC));
            slave = checked("open of " + name.getString(0), errno,
                OPEN.callWith(errno, name.address(), O_RDWR | O_NOCTTY | O_CLOEXEC));
            makeRaw(local, errno, slave);
            return new Pty(master, bell, slave, Path.of(name.getString(0)));
        } catch (IOException failed) {
            closeFile(slave);
            closeFile(bell);
            closeFile(master);
            throw failed;
        }
    }

    /** The device that the other program opens, such as /dev/pts/5. */
    public Path device() {
        return device;
    }

    /**
     * Waits until the device's user has written something, and takes it.
     *
     * @param into where the bytes go, from its beginning
     * @return how many bytes came; 0 after {@link #wake}
     * @throws IOException when the terminal is broken
     */
    public int read(byte[] into) throws IOException {
        long most = Math.min(into.length, BUFFER_BYTES);
        while (true) {
            int ready = (int) POLL.callWith(readErrno, watched.address(), 2, -1);
            if (ready < 0 && Libc.errno(readErrno) != EINTR) {
                throw failure("poll", readErrno);
            }
            if (ready > 0 && watched.get(JAVA_BYTE, POLLFD_BYTES + 6) != 0) {
                READ.callWith(readErrno, bell, readBuffer.address(), BUFFER_BYTES);
                return 0;
            }
            long count = READ.callWith(readErrno, master, readBuffer.address(), most);
            if (count > 0) {
                MemorySegment.copy(readBuffer, JAVA_BYTE, 0, into, 0, (int) count);
                return (int) count;
            }
            if (count < 0 && Libc.errno(readErrno) != EINTR && Libc.errno(readErrno) != EAGAIN) {
                throw failure("read", readErrno);
            }
        }
    }

    /** Makes the thread that is in {@link #read}, or enters it next, return with nothing. */
    public void wake() {
        try (Arena local = Arena.ofConfined()) {
            MemorySegment one = local.allocateFrom(JAVA_LONG, 1L);
            WRITE.callWith(Libc.errnoSegment(local), bell, one.address(), JAVA_LONG.byteSize());
        }
    }

    /**
     * Puts bytes on the wire, so that the device's user can read them. Never waits.
     *
     * @param bytes what to send; at most 256 at once
     * @return how many the device took; fewer when its user has long not read
     * @throws IOException when the terminal is broken
     */
    public int write(byte... bytes) throws IOException {
        int most = (int) Math.min(bytes.length, BUFFER_BYTES);
        MemorySegment.copy(bytes, 0, writeBuffer, JAVA_BYTE, 0, most);
        long written = WRITE.callWith(writeErrno, master, writeBuffer.address(), most);
        if (written < 0 && Libc.errno(writeErrno) != EAGAIN) {
            throw failure("write", writeErrno);
        }
        return (int) Math.max(0, written);
    }

    /** Takes the device away: whoever has it open is hung up. */
    @Override
    public void close() {
        closeFile(slave);
        closeFile(master);
        closeFile(bell);
        arena.close();
    }

    private void watch(int slot, int file) {
        watched.set(JAVA_INT, slot * POLLFD_BYTES, file);
        watched.set(JAVA_INT, slot * POLLFD_BYTES + JAVA_INT.byteSize(), POLLIN);
    }

    private static void makeRaw(Arena local, MemorySegment errno, int file) throws IOException {
        MemorySegment settings = local.allocate(TERMIOS_BYTES);
        checked("tcgetattr", errno, TCGETATTR.callWith(errno, file, settings.address()));
        CFMAKERAW.call(settings.address());
        CFSETSPEED.call(settings.address(), B2400);
        checked("tcsetattr", errno, TCSETATTR.callWith(errno, file, TCSANOW, settings.address()));
    }

    private static int checked(String call, MemorySegment errno, long result) throws IOException {
        if ((int) result < 0) {
            throw failure(call, errno);
        }
        return (int) result;
    }

    private static IOException failure(String call, MemorySegment errno) {
        return new IOException(call + " failed (errno " + Libc.errno(errno) + ")");
    }

    private static void closeFile(int file) {
        if (file >= 0) {
            CLOSE.call(file);
        }
    }
}
