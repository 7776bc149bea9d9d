package nut.upsmon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.confine.CallGroup;
import nut.common.confine.Network;
import nut.common.confine.Place;
import nut.common.confine.Policy;
import nut.common.posix.Capabilities;
import nut.common.posix.Landlock.Right;

/**
 * What the watcher may do: keep connections to the upsds of the MONITOR lines, read drivers' regions, and write into its two pipes. It
 * talks to the log through the notifier. Its parent shuts it into these paths, which it needs until it has locked itself into a root
 * directory that has none of them but the last:
 *
 * <pre>
 *  configuration          read     upsmon.conf
 *  CERTPATH, CERTFILE     read     and whatever links in that directory lead to
 *  its empty directory    read     to see that it is empty
 *  state directory        read     if a MONITOR line names a region
 * </pre>
 */
public final class WatcherPolicy {
    /** What it may have of root's power: to read its configuration, and to give the rest up. */
    static final Set<Integer> CAPABILITIES =
        Set.of(Capabilities.DAC_READ_SEARCH, Capabilities.SETGID, Capabilities.SETUID, Capabilities.SYS_CHROOT);

    /** A connection or two for each upsd, and a dozen of its own. */
    private static final int FILES = 256;
    private static final Set<CallGroup> CALLS = EnumSet.of(CallGroup.MEMORY, CallGroup.THREADS, CallGroup.SIGNALS, CallGroup.TIME,
        CallGroup.SELF, CallGroup.DESCRIPTORS, CallGroup.OPENING, CallGroup.ENDS);

    private WatcherPolicy() {
    }

    /**
     * The policy.
     *
     * @param runtime   the runtime that it runs on
     * @param confPath  where upsmon.conf is
     * @param emptyRoot what it is locked into if no region is read
     * @param statePath where drivers keep their regions if upsmon.conf does not say
     */
    public static Policy of(Path runtime, UpsmonConf conf, Path confPath, Path emptyRoot, Path statePath) {
        List<Place> places = new ArrayList<>(Place.ofTheRuntime(runtime));
        places.addAll(Place.ofHostNames());
        places.add(new Place(confPath, Right.READ, "configuration"));
        places.add(new Place(emptyRoot, Right.READ, "its empty directory"));
        Set<Integer> ports = new TreeSet<>();
        for (Monitor monitor : conf.monitors()) {
            if (monitor.isRegion()) {
                places.add(new Place(conf.regions().statePath().orElse(statePath), Right.READ, "drivers' regions"));
            } else {
                ports.add(monitor.ups().port());
                conf.network().tls(monitor.ups().host()).files().forEach(file -> places.addAll(certificates(file)));
            }
        }
        return of(places, ports);
    }

    /** What of the policy is the same everywhere, with these places and ports. */
    public static Policy of(List<Place> places, Set<Integer> ports) {
        return new Policy(places, CALLS, Network.CALLS, ports, false, FILES);
    }

    private static List<Place> certificates(Path path) {
        Set<Path> all = new TreeSet<>(Set.of(path));
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    all.add(Place.folderOf(file.toRealPath()));
                }
            } catch (IOException unreadable) {
                // The watcher will find that too, and say so.
                return List.of();
            }
        }
        return all.stream().map(one -> new Place(one, Right.READ, "certificates")).toList();
    }
}
