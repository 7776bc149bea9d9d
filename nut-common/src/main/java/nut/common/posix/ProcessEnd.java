package nut.common.posix;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the end of a process that need not be a child, nor of the same user (pidfd_open(2)). What cannot be waited for, because it is
 * gone, of another namespace or the kernel is older than 5.3, only takes its time.
 */
final class ProcessEnd implements AutoCloseable {
    private static final long SYS_PIDFD_OPEN = Syscalls.number("pidfd_open");
    private static final CFunction SYSCALL = Libc.function("syscall");

    private final int descriptor;

    private ProcessEnd(int descriptor) {
        this.descriptor = descriptor;
    }

    static ProcessEnd of(long pid) {
        try {
            return new ProcessEnd(SYSCALL.orFail("pidfd_open", SYS_PIDFD_OPEN, pid, 0));
        } catch (PosixException unknown) {
            return new ProcessEnd(-1);
        }
    }

    /** Sleeps until the process ends, or for so long; returns whether it ended. */
    boolean await(Duration atMost) throws PosixException {
        if (descriptor < 0) {
            LockSupport.parkNanos(atMost.toNanos());
            return false;
        }
        return Poll.readable(descriptor, atMost);
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            FileDescriptors.close(descriptor);
        }
    }
}
