package nut.common.protocol;

/**
 * Where a UPS is served: {@code ups[@host[:port]]}. The host is localhost and the port 3493 when they are left out; an IPv6 address
 * stands in brackets when a port follows.
 *
 * @param ups     the name at its upsd, or "" for the server alone, see {@link #parseServer}
 * @param host    a name or an address, without brackets
 * @param port    1 to 65535
 * @param written as the admin wrote it, which is also how logs and NOTIFYCMD's UPSNAME have it
 */
public record UpsAddress(String ups, String host, int port, String written) {
    /** upsd's port. */
    public static final int DEFAULT_PORT = 3493;

    private static final String DEFAULT_HOST = "localhost";

    /** An address that nobody wrote; it is written in full. */
    public UpsAddress(String ups, String host, int port) {
        this(ups, host, port, (ups.isEmpty() ? "" : ups + "@") + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
    }

    /**
     * Takes {@code ups[@host[:port]]} apart.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static UpsAddress parse(String text) {
        int at = text.indexOf('@');
        String ups = at < 0 ? text : text.substring(0, at);
        if (ups.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" has no UPS name before the @");
        }
        if (at < 0 && ups.indexOf(':') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has a port but no host; write ups@host:port");
        }
        return at < 0 ? new UpsAddress(ups, DEFAULT_HOST, DEFAULT_PORT, text) : server(ups, text.substring(at + 1), text);
    }

    /**
     * Takes {@code [host[:port]]} apart, the server without a UPS.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static UpsAddress parseServer(String text) {
        return text.isEmpty() ? new UpsAddress("", DEFAULT_HOST, DEFAULT_PORT, DEFAULT_HOST) : server("", text, text);
    }

    private static UpsAddress server(String ups, String server, String text) {
        String host;
        String rest;
        if (server.startsWith("[")) {
            int close = server.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("\"" + text + "\" has a [ without its ]");
            }
            host = server.substring(1, close);
            rest = server.substring(close + 1);
        } else {
            int colon = server.indexOf(':');
            boolean bareIpv6 = colon >= 0 && server.indexOf(':', colon + 1) >= 0;
            host = colon < 0 || bareIpv6 ? server : server.substring(0, colon);
            rest = server.substring(host.length());
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" has no host");
        }
        if (rest.isEmpty()) {
            return new UpsAddress(ups, host, DEFAULT_PORT, text);
        }
        return new UpsAddress(ups, host, port(rest, text), text);
    }

    private static int port(String rest, String text) {
        try {
            int port = rest.startsWith(":") && !rest.startsWith(":+") ? Integer.parseInt(rest.substring(1)) : 0;
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException ignored) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException("\"" + text + "\" has no port from 1 to 65535 after the host");
    }

    /** As the admin wrote it. */
    @Override
    public String toString() {
        return written;
    }
}
