package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Becomes another program in the same process (execve(2)). */
public final class Exec {
    private static final MethodHandle EXECVE =
        Libc.capturing("execve", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

    private Exec() {
    }

    /**
     * Never returns when it works. What is open and not marked close-on-exec stays open: see {@link CloseOnExec}.
     *
     * @param arguments the first of them is the program's own name
     */
    public static void replace(Path program, List<String> arguments, Map<String, String> environment) throws PosixException {
        SignalMask.unblockAll();
        Call.orFail("execve " + program, (arena, errno) -> (int) EXECVE.invokeExact(errno,
            arena.allocateFrom(program.toString()), CStrings.array(arena, arguments), CStrings.environment(arena, environment)));
    }
}
