package nut.upsd.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses upsd listens on (upsd -4, -6). */
public enum Family {
    /** Both. */
    ANY,
    /** IPv4 only. */
    IPV4,
    /** IPv6 only. */
    IPV6;

    boolean takes(InetAddress address) {
        return this == ANY || this == IPV4 == address instanceof Inet4Address;
    }
}
