package nut.common.state;

import java.lang.foreign.MemorySegment;
import nut.common.posix.Futex;

/**
 * A futex word in a mapped file through which one process wakes others. One writer rings; any number of readers wait. Crossing point
 * between threads and processes: everything written before {@link #ring} is seen by a reader that sees the new {@link #value}.
 */
final class Doorbell {
    private final MemorySegment word;

    Doorbell(MemorySegment file, long offset) {
        this.word = file.asSlice(offset, Integer.BYTES);
    }

    /** Counts one up and wakes all who wait. The writer's side only. */
    void ring() {
        RegionLayout.addInt(word, 0, 1);
        wake();
    }

    /** Wakes all who wait here without news, from either side: a reading side's way to wake its own waiting thread. */
    void wake() {
        Futex.wakeAll(word);
    }

    /** What the word holds now. To miss nothing, take it first, then look for news, then {@link #await} with it. */
    int value() {
        return RegionLayout.intAt(word, 0);
    }

    /** Sleeps until the bell rings, if it has not rung since it held {@code seen}; for {@code atMost} at the longest. */
    void await(int seen, Futex.Patience atMost) {
        Futex.await(word, seen, atMost);
    }
}
