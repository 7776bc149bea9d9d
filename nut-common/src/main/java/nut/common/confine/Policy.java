package nut.common.confine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nut.common.posix.SystemCallFilter.SocketKind;

/**
 * What a program may do. Each program states its own, in a class that is named after it.
 *
 * @param places  the paths that it may use, those of the runtime included
 * @param groups  the system calls that it may make, beside those of its way to the network
 * @param network which way it talks to the network
 * @param ports   the TCP ports at which it may call others, if that is its way to the network
 * @param log     whether it may call the log daemon, also after that was restarted
 * @param files   how many descriptors it may have open; {@link #AS_GIVEN} for as many as whoever started it allows
 */
public record Policy(List<Place> places, Set<CallGroup> groups, Network network, Set<Integer> ports, boolean log,
    int files) {
    /** No limit of its own. */
    public static final int AS_GIVEN = Integer.MAX_VALUE;
    /** Where a name server is called whose answer is too long for UDP. */
    private static final int NAME_SERVICE = 53;

    /** Copies what can be changed. */
    public Policy {
        places = List.copyOf(places);
        groups = Set.copyOf(groups);
        Set<Integer> all = new TreeSet<>();
        if (network == Network.CALLS) {
            all.addAll(ports);
            all.add(NAME_SERVICE);
        }
        ports = all;
    }

    /** The same for a program whose root directory has nothing that could be allowed. */
    public Policy withoutPlaces() {
        return new Policy(List.of(), groups, network, ports, log, files);
    }

    /** Those of its system calls that it has no use for when its start is done. */
    public List<String> callsOfTheStart() {
        return network.calls().contains(CallGroup.BINDING) ? CallGroup.BINDING.calls() : List.of();
    }

    /** The names of all system calls that it may make, in the order of the groups. */
    public List<String> calls() {
        Set<CallGroup> all = EnumSet.copyOf(groups);
        all.addAll(network.calls());
        if (log) {
            all.add(CallGroup.CONNECTING);
        }
        List<String> names = new ArrayList<>();
        for (CallGroup group : all) {
            names.addAll(group.calls());
        }
        return names;
    }

    /** Whether it only reads files. */
    public boolean reads() {
        return !groups.contains(CallGroup.CHANGING);
    }

    /** The kinds of sockets that it may make. */
    public Set<SocketKind> sockets() {
        Set<SocketKind> kinds = EnumSet.noneOf(SocketKind.class);
        kinds.addAll(network.sockets());
        if (log) {
            kinds.add(SocketKind.UNIX_DATAGRAM);
        }
        return kinds;
    }
}
