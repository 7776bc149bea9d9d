package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * What the kernel does with a signal. The JVM leaves a signal alone that it finds ignored, for good; this is for a daemon that wants it
 * nevertheless, whether it was the parent (nohup, a shell's background job) or a native library that had it ignored. See sigaction(2).
 */
public final class SignalAction {
    /** More than struct sigaction takes anywhere. */
    private static final long STRUCT_BYTES = 256;
    private static final long SIG_IGN = 1;
    private static final CFunction SIGACTION = Libc.function("sigaction");

    private final int signal;
    private final MemorySegment action;

    private SignalAction(int signal, MemorySegment action) {
        this.signal = signal;
        this.action = action;
    }

    /** What happens at a signal now. */
    public static SignalAction of(int signal) {
        MemorySegment action = Arena.ofAuto().allocate(STRUCT_BYTES, 8);
        exchange(signal, MemorySegment.NULL, action);
        return new SignalAction(signal, action);
    }

    /** Gives a signal its default action, if it is ignored: the JVM will then take a handler for it. */
    public static void heed(int signal) {
        if (of(signal).action.get(JAVA_LONG, 0) == SIG_IGN) {
            try (Arena arena = Arena.ofConfined()) {
                exchange(signal, arena.allocate(STRUCT_BYTES, 8), MemorySegment.NULL);
            }
        }
    }

    /** Makes it so again. */
    public void restore() {
        exchange(signal, action, MemorySegment.NULL);
    }

    private static void exchange(int signal, MemorySegment wanted, MemorySegment before) {
        try {
            if ((int) SIGACTION.call(signal, wanted.address(), before.address()) != 0) {
                throw new IllegalArgumentException("there is no signal " + signal);
            }
        } finally {
            Reference.reachabilityFence(wanted);
            Reference.reachabilityFence(before);
        }
    }
}
