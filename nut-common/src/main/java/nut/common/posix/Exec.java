package nut.common.posix;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;

/** Becomes another program in the same process (execve(2)). */
public final class Exec {
    private static final CFunction EXECVE = Libc.function("execve");

    private Exec() {
    }

    /**
     * Loads what {@link #replace} needs, and the library that unpacks a class which is in no archive of classes, while both can be found:
     * after a chroot the files of this program's runtime are out of reach, but for those that are open.
     */
    public static void prepare() {
        SignalMask.load();
        new Inflater().end();
    }

    /**
     * Never returns when it works. What is open and not marked close-on-exec stays open: see {@link CloseOnExec}.
     *
     * @param arguments the first of them is the program's own name
     */
    public static void replace(Path program, List<String> arguments, Map<String, String> environment) throws PosixException {
        SignalMask.unblockAll();
        try (Arena arena = Arena.ofConfined()) {
            EXECVE.orFail("execve " + program, CStrings.of(arena, program.toString()).address(),
                CStrings.array(arena, arguments).address(), CStrings.environment(arena, environment).address());
        }
    }
}
