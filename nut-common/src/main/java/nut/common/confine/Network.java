package nut.common.confine;

import java.util.EnumSet;
import java.util.Set;
import nut.common.posix.SystemCallFilter.SocketKind;

/** Which way a program talks to the network. To the log daemon talks each that may make a socket of that kind. */
public enum Network {
    /** It does not. */
    NONE(EnumSet.noneOf(SocketKind.class), EnumSet.noneOf(CallGroup.class)),
    /** It calls others by TCP, at ports that the policy names, and asks for their names. */
    CALLS(EnumSet.range(SocketKind.INET_STREAM, SocketKind.INET6_DATAGRAM), EnumSet.of(CallGroup.CONNECTING)),
    /** Others call it by TCP; it asks for the names that it listens at by UDP. */
    LISTENS(EnumSet.range(SocketKind.INET_STREAM, SocketKind.INET6_DATAGRAM),
        EnumSet.of(CallGroup.CONNECTING, CallGroup.LISTENING, CallGroup.BINDING));

    private final Set<SocketKind> sockets;
    private final Set<CallGroup> calls;

    Network(Set<SocketKind> sockets, Set<CallGroup> calls) {
        this.sockets = sockets;
        this.calls = calls;
    }

    Set<SocketKind> sockets() {
        return sockets;
    }

    Set<CallGroup> calls() {
        return calls;
    }
}
