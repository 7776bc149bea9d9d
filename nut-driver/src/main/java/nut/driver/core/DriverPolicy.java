package nut.driver.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.confine.CallGroup;
import nut.common.confine.Network;
import nut.common.confine.Place;
import nut.common.confine.Policy;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Landlock.Right;

/**
 * What a driver may do. It lets nobody call it, calls the network only if its port is there, and touches, beside its runtime:
 *
 * <pre>
 *  configuration        read     ups.conf, again after each HUP; what a dummy plays; in a jail nothing of upsd's
 *  state directory      keep     stub, region, pid file; upsd's mailbox
 *  pid directory        keep     if it is another
 *  the port's folder    use      not the device alone: an adapter that is plugged in again is another file
 * </pre>
 */
public final class DriverPolicy {
    /** Some 30 in use: standard ones, runtime, log, region, mailbox, stub, locks, inotify, the port. */
    private static final int FILES = 128;
    private static final Set<CallGroup> CALLS = EnumSet.of(CallGroup.MEMORY, CallGroup.THREADS, CallGroup.SIGNALS, CallGroup.TIME,
        CallGroup.SELF, CallGroup.DESCRIPTORS, CallGroup.OPENING, CallGroup.CHANGING);
    private static final String SERIAL_LIBRARY = "lib/libjSerialComm.so";

    private DriverPolicy() {
    }

    /**
     * The policy of one driver.
     *
     * @param runtime  the runtime that it runs on
     * @param settings reads what the admin chose; where that is wrong, the driver itself will say so and end
     */
    public static Policy of(Path runtime, DriverKind kind, Supplier<DriverSettings> settings) {
        NutEnvironment environment = NutEnvironment.on(runtime);
        List<Place> places = new ArrayList<>(Place.ofTheRuntime(runtime));
        places.add(new Place(environment.confPath(), Right.READ, "configuration"));
        if (!Files.exists(runtime.resolve(SERIAL_LIBRARY))) {
            places.add(new Place(Path.of(System.getProperty("java.io.tmpdir")), Right.KEEP, "jSerialComm's library, in a build tree"));
        }
        try {
            DriverSettings chosen = settings.get();
            Places meeting = Places.of(chosen, environment, System.getenv());
            places.add(new Place(meeting.state(), Right.KEEP, "where it meets upsd"));
            places.add(new Place(Place.folderOf(meeting.pidFile()), Right.KEEP, "its pid file"));
            places.addAll(kind.places(chosen, environment));
            return policy(places, kind.network(chosen), kind.ports(chosen));
        } catch (AdminFault wrong) {
            return policy(places, Network.NONE, Set.of());
        }
    }

    private static Policy policy(List<Place> places, Network network, Set<Integer> ports) {
        if (network != Network.NONE) {
            places.addAll(Place.ofHostNames());
        }
        return new Policy(places, CALLS, network, ports, true, FILES);
    }

    /** Where a serial port is, and where the links lead by which the admin named it. */
    static List<Place> ofPort(String port) {
        List<Place> places = new ArrayList<>();
        Path device = Path.of(port).toAbsolutePath();
        places.add(new Place(device.startsWith("/dev") ? Path.of("/dev") : Place.folderOf(device), Right.USE, "the port"));
        try {
            places.add(new Place(Place.folderOf(device.toRealPath()), Right.USE, "the port"));
        } catch (IOException notThere) {
            // It may come; most are in /dev.
            places.add(new Place(Path.of("/dev"), Right.USE, "the port"));
        }
        return places;
    }
}
