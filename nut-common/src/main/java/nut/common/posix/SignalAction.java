package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * What the kernel does with a signal, kept so that it can be put back: for native libraries that change it behind the back of the JVM,
 * which neither notices nor can undo it (a signal that was set to be ignored is taken for one that the parent wanted ignored). See
 * sigaction(2).
 */
public final class SignalAction {
    /** The number of SIGHUP. */
    public static final int HUP = 1;

    /** More than struct sigaction takes anywhere. */
    private static final long STRUCT_BYTES = 256;
    private static final MethodHandle SIGACTION =
        Libc.plain("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

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

    /** Makes it so again. */
    public void restore() {
        exchange(signal, action, MemorySegment.NULL);
    }

    private static void exchange(int signal, MemorySegment wanted, MemorySegment before) {
        try {
            int result = (int) SIGACTION.invokeExact(signal, wanted, before);
            if (result != 0) {
                throw new IllegalArgumentException("there is no signal " + signal);
            }
        } catch (IllegalArgumentException passed) {
            throw passed;
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
