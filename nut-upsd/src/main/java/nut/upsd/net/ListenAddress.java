package nut.upsd.net;

/**
 * An address that upsd is to listen on, as the admin wrote it.
 *
 * @param where where it is written, for messages: {@code upsd.conf:7}
 * @param host  an IPv4 or IPv6 address, a host name, or {@code *} for all addresses of both families
 * @param port  1 to 65535; 0 lets the system choose
 */
public record ListenAddress(String where, String host, int port) {
    /** upsd's port, assigned by IANA. */
    public static final int PORT = 3493;

    boolean isLocalhost() {
        return host.equals("localhost") || host.equals("localhost6") || host.equals("127.0.0.1") || host.equals("::1");
    }

    boolean isEverywhere() {
        return host.equals("*");
    }
}
