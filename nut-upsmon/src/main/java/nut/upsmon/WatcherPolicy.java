package nut.upsmon;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nut.common.confine.CallGroup;
import nut.common.confine.Network;
import nut.common.confine.Policy;

/**
 * What the watcher may do: keep connections to upsds, read drivers' regions, and write into its two pipes. Its root directory is empty, or
 * the state directory, so it has no paths; it may open files for reading, for the C library tries to. It talks to the log through the
 * notifier.
 */
public final class WatcherPolicy {
    /** A connection or two for each upsd, and a dozen of its own. */
    private static final int FILES = 256;
    private static final Set<CallGroup> CALLS = EnumSet.of(CallGroup.MEMORY, CallGroup.THREADS, CallGroup.SIGNALS, CallGroup.TIME,
        CallGroup.SELF, CallGroup.DESCRIPTORS, CallGroup.OPENING, CallGroup.ENDS);

    private WatcherPolicy() {
    }

    /** The policy. */
    public static Policy of() {
        return new Policy(List.of(), CALLS, Network.CALLS, false, FILES);
    }
}
