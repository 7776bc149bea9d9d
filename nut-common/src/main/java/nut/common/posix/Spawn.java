package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts another program (posix_spawn(3)): no helper program of the JDK's in between, and every descriptor but those named here is
 * closed. The child starts with no signal held back, and with the usual reactions to signals. NUT_READY_FD is for one child only and is
 * not passed on unless set here.
 */
public final class Spawn {
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;
    /** At least sizeof(posix_spawnattr_t) and sizeof(posix_spawn_file_actions_t) of glibc and musl. */
    private static final int STRUCT_SIZE = 512;

    private static final MethodHandle SPAWN = Libc.plain("posix_spawn",
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ACTIONS_INIT =
        Libc.plain("posix_spawn_file_actions_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle ADD_DUP2 =
        Libc.plain("posix_spawn_file_actions_adddup2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ATTR_INIT = Libc.plain("posix_spawnattr_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle SET_FLAGS =
        Libc.plain("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
    private static final MethodHandle SET_DEFAULT =
        Libc.plain("posix_spawnattr_setsigdefault", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SET_MASK =
        Libc.plain("posix_spawnattr_setsigmask", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SIGFILLSET = Libc.plain("sigfillset", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private final List<String> arguments;
    private final Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    private final List<int[]> descriptors = new ArrayList<>();
    private boolean newSession;

    private Spawn(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        environment.remove("NUT_READY_FD");
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
            check((int) ACTIONS_INIT.invokeExact(actions));
            for (int[] pair : descriptors) {
                check((int) ADD_DUP2.invokeExact(actions, pair[0], pair[1]));
            }
            check((int) ATTR_INIT.invokeExact(attributes));
            MemorySegment all = arena.allocate(SignalMask.SIZE);
            check((int) SIGFILLSET.invokeExact(all));
            check((int) SET_DEFAULT.invokeExact(attributes, all));
            check((int) SET_MASK.invokeExact(attributes, arena.allocate(SignalMask.SIZE)));
            int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (newSession ? POSIX_SPAWN_SETSID : 0);
            check((int) SET_FLAGS.invokeExact(attributes, (short) flags));
            MemorySegment pid = arena.allocate(JAVA_INT);
            check((int) SPAWN.invokeExact(pid, arena.allocateFrom(arguments.getFirst()), actions, attributes,
                CStrings.array(arena, arguments), CStrings.environment(arena, environment)));
            return pid.get(JAVA_INT, 0);
        } catch (PosixException failed) {
            throw failed;
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }

    private void check(int error) throws PosixException {
        if (error != 0) {
            throw new PosixException("cannot start " + arguments.getFirst(), error);
        }
    }
}
