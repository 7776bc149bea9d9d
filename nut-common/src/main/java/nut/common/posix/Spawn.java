package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts another program (posix_spawn(3)): no helper program of the JDK's in between, and every descriptor but those named here is
 * closed. The child starts with no signal held back, and with the usual reactions to signals. NUT_READY_FD and
 * NUT_LOG_FD name descriptors of one process only and are not passed on unless set here.
 */
public final class Spawn {
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;
    /** At least sizeof(posix_spawnattr_t) and sizeof(posix_spawn_file_actions_t) of glibc and musl. */
    private static final int STRUCT_SIZE = 512;

    private static final CFunction SPAWN = Libc.function("posix_spawn");
    private static final CFunction ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
    private static final CFunction ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
    private static final CFunction ATTR_INIT = Libc.function("posix_spawnattr_init");
    private static final CFunction SET_FLAGS = Libc.function("posix_spawnattr_setflags");
    private static final CFunction SET_DEFAULT = Libc.function("posix_spawnattr_setsigdefault");
    private static final CFunction SET_MASK = Libc.function("posix_spawnattr_setsigmask");
    private static final CFunction SIGFILLSET = Libc.function("sigfillset");

    private final List<String> arguments;
    private final Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    private final List<int[]> descriptors = new ArrayList<>();
    private boolean newSession;

    private Spawn(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        environment.remove("NUT_READY_FD");
        environment.remove("NUT_LOG_FD");
    }

    /** A program by its path, with its arguments. */
    public static Spawn of(List<String> arguments) {
        return new Spawn(arguments);
    }

    /** Sets a variable of the environment, which otherwise is this process's. */
    public Spawn environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes a variable out of the environment. */
    public Spawn withoutEnvironment(String name) {
        environment.remove(name);
        return this;
    }

    /**
     * Hands a descriptor of this process to the child under a number; the same number is fine. It is done in the order of the calls: a
     * number that is taken by one call cannot be the source of a later one.
     */
    public Spawn descriptor(int ours, int childs) {
        descriptors.add(new int[] {ours, childs});
        return this;
    }

    /** Puts the child into a session of its own, away from the terminal. */
    public Spawn newSession() {
        newSession = true;
        return this;
    }

    /**
     * Starts it.
     *
     * @return the child's pid
     */
    public long start() throws PosixException {
        CloseOnExec.markAll();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCT_SIZE, 16);
            MemorySegment attributes = arena.allocate(STRUCT_SIZE, 16);
            check(ACTIONS_INIT.call(actions.address()));
            for (int[] pair : descriptors) {
                check(ADD_DUP2.call(actions.address(), pair[0], pair[1]));
            }
            check(ATTR_INIT.call(attributes.address()));
            MemorySegment all = arena.allocate(SignalMask.SIZE);
            check(SIGFILLSET.call(all.address()));
            check(SET_DEFAULT.call(attributes.address(), all.address()));
            check(SET_MASK.call(attributes.address(), arena.allocate(SignalMask.SIZE).address()));
            check(SET_FLAGS.call(attributes.address(),
                POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (newSession ? POSIX_SPAWN_SETSID : 0)));
            MemorySegment pid = arena.allocate(JAVA_INT);
            check(SPAWN.call(pid.address(), CStrings.of(arena, arguments.getFirst()).address(), actions.address(), attributes.address(),
                CStrings.array(arena, arguments).address(), CStrings.environment(arena, environment).address()));
            return pid.get(JAVA_INT, 0);
        }
    }

    private void check(long error) throws PosixException {
        if ((int) error != 0) {
            throw new PosixException("cannot start " + arguments.getFirst(), (int) error);
        }
    }
}
