package nut.common.confine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nut.common.posix.Capabilities;
import nut.common.posix.Credentials;
import nut.common.posix.Landlock;
import nut.common.posix.PassingThread;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.common.posix.Spawn;
import nut.common.posix.SystemCallFilter;
import org.slf4j.Logger;

/**
 * Has the kernel hold a policy, in two steps, because some of what the kernel offers counts for the calling thread only:
 *
 * <pre>
 *  around()  before the program proper is started or exec'd: paths (Landlock), capabilities, no new privileges
 *  close()   in the program proper, all its threads, before it listens to anybody: system calls, descriptors, no core file
 *  serving() when it has opened its ports: no further ones
 * </pre>
 *
 * <p>What this kernel does not have is left out, and said in the log.
 */
public final class Fence {
    /** Variable of the environment: {@code no} for a program that a debugger or a tracer is to look at. */
    public static final String VARIABLE = "NUT_CONFINE";

    /** System property by which the program proper learns what {@link #around} has done. */
    private static final String AROUND = "nut.landlock";

    private Fence() {
    }

    /** Whether programs are to be fenced in. */
    public static boolean isWanted() {
        return !"no".equals(System.getenv(VARIABLE));
    }

    /** Whether it is worth an exec: the kernel has Landlock, or there are capabilities to lose. */
    public static boolean isWorthAnExec() {
        return isWanted() && (Landlock.abi() > 0 || Credentials.isRoot());
    }

    /**
     * Takes capabilities from what this thread starts. Before a change of user, which takes the power to do so; who stays root keeps what
     * root needs to read others' files and to listen at any port.
     *
     * @param staysRoot whether no change of user follows
     */
    public static void endCapabilities(boolean staysRoot) {
        if (isWanted()) {
            Capabilities.endWithThisThread(staysRoot ? Set.of(Capabilities.DAC_OVERRIDE, Capabilities.NET_BIND_SERVICE) : Set.of());
        }
    }

    /**
     * Starts a program shut in, though the one that starts it is not, nor will be.
     *
     * @param capabilities what it may have of root's power, if it starts as root
     * @param program      makes it, with the JVM option that tells it of this
     * @return its pid
     */
    public static long start(Policy policy, Set<Integer> capabilities, Function<String, Spawn> program) throws PosixException {
        if (!isWanted()) {
            return program.apply(option("off")).start();
        }
        return PassingThread.call(() -> {
            Capabilities.endWithThisThread(capabilities);
            return program.apply(around(policy, true)).start();
        }, pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
    }

    /**
     * Shuts this thread, and what it starts, out of all but the policy's places.
     *
     * @param child whether what goes on is another process, to which /proc/self is another directory
     * @return a JVM option that tells the program proper of it
     */
    public static String around(Policy policy, boolean child) {
        if (!isWanted()) {
            return option("off");
        }
        try {
            SystemCallFilter.renouncePrivileges();
            if (Landlock.abi() == 0) {
                return option("none");
            }
            try (Landlock rules = Landlock.rules(policy.network() == Network.LISTENS)) {
                for (int port : policy.ports()) {
                    rules.allowConnecting(port);
                }
                List<Place> places = new ArrayList<>(policy.places());
                if (policy.network() != Network.NONE) {
                    places.add(Place.ofNetworks(child));
                }
                int count = 0;
                for (Place place : places) {
                    count += rules.allow(place.path(), place.right()) ? 1 : 0;
                }
                rules.enter();
                return option(Landlock.abi() + "," + count);
            }
        } catch (PosixException failed) {
            return option("failed: " + failed.getMessage());
        }
    }

    private static String option(String value) {
        return "-D" + AROUND + "=" + value;
    }

    /** Takes from all threads of this process what they do not need, and says in the log what it is confined by. */
    public static void close(Policy policy, Logger log) {
        if (!isWanted()) {
            log.warn("not confined: {} is no in the environment", VARIABLE);
            return;
        }
        try {
            ProcessControl.neverDumpCore();
            if (policy.files() != Policy.AS_GIVEN) {
                ProcessControl.limitFiles(policy.files());
            }
        } catch (PosixException failed) {
            log.warn("limits stay what they are: {}", failed.getMessage());
        }
        String calls;
        try {
            SystemCallFilter.enter(policy.calls(), policy.sockets(), policy.reads());
            calls = policy.calls().size() + " system calls";
        } catch (PosixException | UnsupportedOperationException unknown) {
            calls = "all system calls, for want of a filter (" + unknown.getMessage() + ")";
        }
        String user = Credentials.isRoot() ? "0, root, for want of a user (-u)" : Integer.toString(Credentials.uid());
        log.info("confined: uid {}, no new privileges, {}, {}", user, calls, paths(policy));
    }

    /** Takes from all threads of this process the system calls that only its start needed. */
    public static void serving(Policy policy, Logger log) {
        if (isWanted() && !policy.callsOfTheStart().isEmpty()) {
            try {
                SystemCallFilter.refuse(policy.callsOfTheStart());
            } catch (PosixException | UnsupportedOperationException unknown) {
                log.warn("the system calls of the start are still allowed: {}", unknown.getMessage());
            }
        }
    }

    private static String paths(Policy policy) {
        String done = System.getProperty(AROUND, "none");
        int comma = done.startsWith("failed") ? -1 : done.indexOf(',');
        String paths = policy.places().isEmpty() ? "no paths but its root directory"
            : comma > 0 ? done.substring(comma + 1) + " paths" : "all paths that the user may use";
        if (comma < 0) {
            return paths + " (Landlock: " + (done.equals("none") ? "this kernel has none" : done) + ")";
        }
        String version = done.substring(0, comma);
        String ports = policy.ports().isEmpty() || !Landlock.limitsTcp(Integer.parseInt(version)) ? "" : ", calls to TCP port "
            + policy.ports().stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return paths + ports + " (Landlock " + version + ")";
    }
}
