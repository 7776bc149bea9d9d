package nut.upsd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsdConf;
import nut.common.confine.CallGroup;
import nut.common.confine.Network;
import nut.common.confine.Place;
import nut.common.confine.Policy;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Landlock.Right;

/**
 * What upsd may do. It opens no connection of its own, and touches, beside its runtime:
 *
 * <pre>
 *  configuration              read     ups.conf, upsd.conf, upsd.users, again after each HUP; in a jail some of it is in /upsd
 *  DATAPATH, CERTFILE, ...    read     their folders, as a file that is renewed is another one
 *  state directory            keep     mailboxes and their stubs; the drivers' stubs and regions
 *  pid directory              keep     if it is another
 * </pre>
 *
 * <p>It has as many descriptors as it was given, since each client is one.
 */
public final class UpsdPolicy {
    private static final Set<CallGroup> CALLS = EnumSet.of(CallGroup.MEMORY, CallGroup.THREADS, CallGroup.SIGNALS, CallGroup.TIME,
        CallGroup.SELF, CallGroup.DESCRIPTORS, CallGroup.OPENING, CallGroup.CHANGING);

    private UpsdPolicy() {
    }

    /** The policy on a runtime; where a file is wrong, upsd itself will say so and end. */
    public static Policy of(Path runtime) {
        NutEnvironment environment = NutEnvironment.on(runtime);
        List<Place> places = new ArrayList<>(Place.ofTheRuntime(runtime));
        places.addAll(Place.ofHostNames());
        places.add(new Place(environment.confPath(), Right.READ, "configuration"));
        places.addAll(Place.ofJail("/upsd", "configuration that drivers may not read"));
        places.add(new Place(environment.altPidPath(), Right.KEEP, "its pid file"));
        try {
            UpsdConf server = UpsdConf.read(environment.confPath().resolve("upsd.conf"), Complaints.silent());
            UpsConf devices = UpsConf.read(environment.confPath().resolve("ups.conf"), Complaints.silent());
            places.add(new Place(UpsdOptions.stateDirectory(System.getenv(), devices, server, environment.statePath()), Right.KEEP,
                "where it meets drivers"));
            server.dataPath().ifPresent(folder -> places.add(new Place(folder, Right.READ, "descriptions")));
            Stream.of(server.tls().certFile(), server.tls().certPath()).flatMap(Optional::stream).forEach(file -> {
                places.add(new Place(Place.folderOf(file), Right.READ, "certificates"));
                places.add(new Place(file, Right.READ, "certificates"));
            });
        } catch (AdminFault wrong) {
            places.add(new Place(environment.statePath(), Right.KEEP, "where it meets drivers"));
        }
        return new Policy(places, CALLS, Network.LISTENS, Set.of(), true, Policy.AS_GIVEN);
    }
}
