package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A serial device, opened beside whoever drives it, for what a library of serial ports does not offer. See termios(3), flock(2) and
 * ioctl_tty(2). It is never a controlling terminal, and does not wait for a carrier.
 */
public final class SerialDevice implements AutoCloseable {
    private static final int O_NOCTTY = 0x100;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;
    private static final int TCSANOW = 0;
    /** asm-generic/ioctls.h, and the bits of asm-generic/termios.h. */
    private static final int TIOCEXCL = 0x540C;
    private static final int TIOCMGET = 0x5415;
    private static final int TIOCMSET = 0x5418;
    private static final int TIOCM_DTR = 2;
    private static final int TIOCM_RTS = 4;
    /** asm-generic/termbits.h. */
    private static final int HUPCL = 0x400;
    /** More than struct termios takes anywhere; c_cflag is its third int. */
    private static final long TERMIOS_BYTES = 256;
    private static final long C_CFLAG = 8;

    private static final CFunction FLOCK = Libc.function("flock");
    private static final CFunction IOCTL = Libc.function("ioctl");
    private static final CFunction TCGETATTR = Libc.function("tcgetattr");
    private static final CFunction TCSETATTR = Libc.function("tcsetattr");

    private final int descriptor;

    private SerialDevice(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a device.
     *
     * @throws PosixException when it cannot be opened, or is no terminal (ENOTTY)
     */
    public static SerialDevice open(Path path) throws PosixException {
        SerialDevice device = new SerialDevice(FileDescriptors.open(path, FileDescriptors.O_RDWR | O_NOCTTY | FileDescriptors.O_NONBLOCK));
        try {
            device.controlFlags();
            return device;
        } catch (PosixException noTerminal) {
            device.close();
            throw noTerminal;
        }
    }

    /** Whether somebody else has locked the device (flock) at this moment. */
    public boolean isLocked() throws PosixException {
        try {
            FLOCK.orFail("flock", descriptor, LOCK_EX | LOCK_NB);
            FLOCK.orFail("flock", descriptor, LOCK_UN);
            return false;
        } catch (PosixException held) {
            if (held.errno() == PosixException.EAGAIN) {
                return true;
            }
            throw held;
        }
    }

    /**
     * Sets the two modem lines that go out, and nothing else: a UART has more bits of the kind, one of which lets its interrupts through.
     *
     * @throws PosixException when the device has none (ENOTTY)
     */
    public void setLines(boolean dtr, boolean rts) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bits = arena.allocate(JAVA_INT);
            IOCTL.orFail("ioctl TIOCMGET", descriptor, TIOCMGET, bits.address());
            int others = bits.get(JAVA_INT, 0) & ~(TIOCM_DTR | TIOCM_RTS);
            bits.set(JAVA_INT, 0, others | (dtr ? TIOCM_DTR : 0) | (rts ? TIOCM_RTS : 0));
            IOCTL.orFail("ioctl TIOCMSET", descriptor, TIOCMSET, bits.address());
        }
    }

    /** Has the kernel refuse to open the device for anybody but root (TIOCEXCL), until all who have it open have closed it. */
    public void refuseOthers() throws PosixException {
        IOCTL.orFail("ioctl TIOCEXCL", descriptor, TIOCEXCL);
    }

    /** Whether the kernel lowers DTR and RTS when the last user closes the device (HUPCL). */
    public boolean lowersLinesAfterClose() throws PosixException {
        return (controlFlags() & HUPCL) != 0;
    }

    /** Has the kernel leave DTR and RTS as they are when the last user closes the device, now and until somebody changes that again. */
    public void keepLinesAfterClose() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = settings(arena);
            settings.set(JAVA_INT, C_CFLAG, settings.get(JAVA_INT, C_CFLAG) & ~HUPCL);
            TCSETATTR.orFail("tcsetattr", descriptor, TCSANOW, settings.address());
        }
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }

    private int controlFlags() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            return settings(arena).get(JAVA_INT, C_CFLAG);
        }
    }

    private MemorySegment settings(Arena arena) throws PosixException {
        MemorySegment settings = arena.allocate(TERMIOS_BYTES, JAVA_INT.byteAlignment());
        TCGETATTR.orFail("tcgetattr", descriptor, settings.address());
        return settings;
    }
}
