package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * Waiting on, and waking through, a 32-bit word in memory that several processes map. See futex(2); the operations are the shared ones,
 * so the two sides may map the word at different addresses, and the waiting side may map it read-only.
 */
public final class Futex {
    private static final long FUTEX_WAIT = 0;
    private static final long FUTEX_WAKE = 1;
    private static final long SYS_FUTEX = Syscalls.number("futex");
    private static final CFunction SYSCALL = Libc.function("syscall");

    /** How long a sleep may last, as the kernel wants it: made once, by who sleeps often. Any number of threads may sleep by it. */
    public static final class Patience {
        private final MemorySegment time = Arena.ofAuto().allocate(JAVA_LONG, 2);

        private Patience(Duration atMost) {
            time.setAtIndex(JAVA_LONG, 0, atMost.getSeconds());
            time.setAtIndex(JAVA_LONG, 1, atMost.getNano());
        }
    }

    private Futex() {
    }

    /** For sleeps that last no longer than this. */
    public static Patience patience(Duration atMost) {
        return new Patience(atMost);
    }

    /**
     * Sleeps while the word holds {@code expected}, until it is woken or the time is over. It may also return for no reason: the caller
     * looks at the word again.
     *
     * @param word     four bytes, aligned to four, inside a mapping
     * @param expected what the word held when the caller last looked
     * @param atMost   the longest sleep
     */
    public static void await(MemorySegment word, int expected, Patience atMost) {
        try {
            SYSCALL.call(SYS_FUTEX, word.address(), FUTEX_WAIT, Integer.toUnsignedLong(expected), atMost.time.address());
        } finally {
            Reference.reachabilityFence(word);
            Reference.reachabilityFence(atMost);
        }
    }

    /**
     * Wakes everyone who sleeps on the word.
     *
     * @param word four bytes, aligned to four, inside a mapping
     */
    public static void wakeAll(MemorySegment word) {
        try {
            SYSCALL.call(SYS_FUTEX, word.address(), FUTEX_WAKE, Integer.MAX_VALUE);
        } finally {
            Reference.reachabilityFence(word);
        }
    }
}
