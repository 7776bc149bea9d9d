package nut.driver.line;

import java.util.Optional;
import nut.common.AdminFault;

/**
 * A serial server's raw port: {@code tcp:HOST:PORT}, an IPv6 address in brackets.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record TcpAddress(String host, int port) {
    private static final String SCHEME = "tcp:";
    private static final int HIGHEST_PORT = 65535;

    /**
     * Reads a port of ups.conf.
     *
     * @return empty when it is no address but a device
     * @throws AdminFault when it begins like an address and is none
     */
    public static Optional<TcpAddress> of(String port) {
        if (!port.startsWith(SCHEME)) {
            return Optional.empty();
        }
        int colon = port.lastIndexOf(':');
        String host = colon > SCHEME.length() ? port.substring(SCHEME.length(), colon) : "";
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        int number = number(port.substring(colon + 1));
        if (host.isEmpty() || number < 1 || number > HIGHEST_PORT || host.indexOf(':') >= 0 && !bracketed) {
            throw new AdminFault("port " + port + " must be tcp:HOST:PORT, such as tcp:192.0.2.7:4001 or tcp:[2001:db8::7]:4001");
        }
        return Optional.of(new TcpAddress(bracketed ? host.substring(1, host.length() - 1) : host, number));
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return SCHEME + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
