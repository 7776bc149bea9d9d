package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A native thread of this process that wakes up from time to time and is kept from it: a signal to that thread alone, whose handler is
 * pause(2) and lets only one other signal through, which ends the pause. For threads of the JVM that no option ends.
 *
 * <p>A thread may hold locks while it is awake, so it is only stopped in a timed futex wait that has a while to go: the kernel shows the
 * call with its arguments (/proc/self/task/TID/syscall, proc(5)), among them where the deadline is. That wait belongs to a condition
 * variable, whose mutex the thread does not hold meanwhile.
 */
public final class HeldThread {
    private static final int HOLD = 62;
    private static final int RELEASE = 63;
    /** struct sigaction of 64-bit Linux: the handler, the signals held back (128 bytes), flags, restorer. */
    private static final long SIGACTION_BYTES = 256;
    private static final long MASK = 8;
    private static final long MASK_BYTES = 128;
    private static final long TO_GO_NANOS = 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 2_000_000L;
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String FUTEX = Long.toString(Syscalls.number("futex"));
    private static final int TIMEOUT_ARGUMENT = 4;

    private static final CFunction SIGACTION = Libc.function("sigaction");
    private static final CFunction TGKILL = Libc.function("tgkill");

    private final long thread;

    private HeldThread(long thread) {
        this.thread = thread;
    }

    /**
     * Holds a thread as soon as it sleeps for at least another second.
     *
     * @param name   as the kernel knows it, which is 15 characters at most
     * @param nanos  how long to try
     * @return empty when there is no such thread, or it did not sleep, or the kernel does not show that it does
     */
    public static Optional<HeldThread> hold(String name, long nanos) throws IOException {
        Optional<Path> task = find(name);
        if (task.isEmpty()) {
            return Optional.empty();
        }
        HeldThread held = new HeldThread(Long.parseLong(task.get().getFileName().toString()));
        long end = System.nanoTime() + nanos;
        while (!sleepsOn(task.get())) {
            if (System.nanoTime() - end >= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        react(HOLD, Libc.function("pause"), true);
        react(RELEASE, Libc.function("getpid"), false);
        held.signal(HOLD);
        while (inFutex(task.get()).length > 0) {
            if (System.nanoTime() - end >= 0) {
                held.release();
                throw new PosixException("thread " + name + " does not take its signal", PosixException.ESRCH);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return Optional.of(held);
    }

    /** Lets it go. To be done before the JVM ends, which waits for its threads. */
    public void release() throws PosixException {
        signal(RELEASE);
    }

    private void signal(int number) throws PosixException {
        TGKILL.orFail("tgkill " + thread, ProcessControl.self(), thread, number);
    }

    private static Optional<Path> find(String name) throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (nameOf(task).equals(name)) {
                    return Optional.of(task);
                }
            }
        }
        return Optional.empty();
    }

    /** Threads come and go while one looks: one that has ended has no name, whichever way the kernel says so. */
    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    private static boolean sleepsOn(Path task) throws IOException {
        String[] call = inFutex(task);
        if (call.length <= TIMEOUT_ARGUMENT) {
            return false;
        }
        long timeout = Long.parseUnsignedLong(call[TIMEOUT_ARGUMENT].substring(2), 16);
        if (timeout == 0) {
            return false;
        }
        MemorySegment deadline = Libc.at(timeout, 2 * JAVA_LONG.byteSize());
        long nanos = deadline.getAtIndex(JAVA_LONG, 0) * SECOND + deadline.getAtIndex(JAVA_LONG, 1);
        return nanos - System.nanoTime() > TO_GO_NANOS;
    }

    /** The number and the arguments of the thread's futex call; empty when it is in another, or in none. */
    private static String[] inFutex(Path task) throws IOException {
        String[] call = Files.readString(task.resolve("syscall")).strip().split(" ");
        return call[0].equals(FUTEX) ? call : new String[0];
    }

    private static void react(int signal, CFunction handler, boolean alone) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION_BYTES, JAVA_LONG.byteSize());
            action.set(JAVA_LONG, 0, handler.address().address());
            if (alone) {
                action.asSlice(MASK, MASK_BYTES).fill((byte) 0xFF);
                int bit = RELEASE - 1;
                long octet = MASK + bit / Byte.SIZE;
                action.set(JAVA_BYTE, octet, (byte) (action.get(JAVA_BYTE, octet) & ~(1 << bit % Byte.SIZE)));
            }
            SIGACTION.orFail("sigaction " + signal, signal, action.address(), 0);
        }
    }
}
