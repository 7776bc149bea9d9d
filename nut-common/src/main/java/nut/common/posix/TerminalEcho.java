package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A terminal that does not show what is typed, until this is closed. See termios(3). */
public final class TerminalEcho implements AutoCloseable {
    private static final int TCSADRAIN = 1;
    /** asm-generic/termbits.h. */
    private static final int ECHO = 8;
    /** More than struct termios takes anywhere; c_lflag is its fourth int. */
    private static final long TERMIOS_BYTES = 256;
    private static final long C_LFLAG = 12;

    private static final CFunction TCGETATTR = Libc.function("tcgetattr");
    private static final CFunction TCSETATTR = Libc.function("tcsetattr");

    private final int descriptor;
    private final int before;

    private TerminalEcho(int descriptor, int before) {
        this.descriptor = descriptor;
        this.before = before;
    }

    /**
     * Switches the echo off.
     *
     * @return empty if the descriptor is no terminal
     */
    public static Optional<TerminalEcho> off(int descriptor) throws PosixException {
        int flags;
        try {
            flags = set(descriptor, 0, 0);
        } catch (PosixException noTerminal) {
            return Optional.empty();
        }
        set(descriptor, ECHO, 0);
        return Optional.of(new TerminalEcho(descriptor, flags & ECHO));
    }

    /** Clears and sets bits of c_lflag; gives what it was. */
    private static int set(int descriptor, int clear, int set) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(TERMIOS_BYTES, JAVA_INT.byteAlignment());
            TCGETATTR.orFail("tcgetattr", descriptor, settings.address());
            int flags = settings.get(JAVA_INT, C_LFLAG);
            if ((clear | set) != 0) {
                settings.set(JAVA_INT, C_LFLAG, flags & ~clear | set);
                TCSETATTR.orFail("tcsetattr", descriptor, TCSADRAIN, settings.address());
            }
            return flags;
        }
    }

    /** Makes the echo what it was; more than once does no harm. */
    @Override
    public void close() {
        try {
            set(descriptor, 0, before);
        } catch (PosixException gone) {
            // A terminal that has been closed meanwhile has no echo to restore.
        }
    }
}
