package nut.upsmon.watch;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.conf.UpsmonNetwork;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.NutConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to reach an upsd without any file: looked up and with its certificates read.
 *
 * @param host      as the MONITOR line has it
 * @param addresses to be tried in turn; none if it could not be looked up
 * @param security  how to encrypt
 */
public record Upsd(String host, List<InetSocketAddress> addresses, ConnectionSecurity security) implements Place {
    private static final Logger LOG = LoggerFactory.getLogger(Upsd.class);
    /** How long a connection and each answer may take, in seconds, as for upsc. */
    public static final String TIMEOUT_VARIABLE = "NUT_DEFAULT_CONNECT_TIMEOUT";
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = seconds(System.getenv().getOrDefault(TIMEOUT_VARIABLE, "")).orElse(USUAL_TIMEOUT);
    private static final double MILLIS = 1000;
    private static final int LONGEST_SECONDS = 3600;

    /** An upsd somewhere. */
    public Upsd {
        addresses = List.copyOf(addresses);
    }

    /** A number of seconds, with or without a fraction, above 0 and up to an hour; empty if the text is something else. */
    public static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return seconds > 0 && seconds <= LONGEST_SECONDS ? Optional.of(Duration.ofMillis(Math.max(1, (long) (seconds * MILLIS))))
                : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /**
     * Looks up the server of a MONITOR line and reads the certificates for it. A host that cannot be looked up is said in the log and has
     * no address.
     *
     * @param family 4 or 6 to use that version of IP alone, else 0
     * @throws AdminFault if the host has no address of that family, or a certificate is missing or damaged
     */
    public static Upsd lookUp(Monitor monitor, UpsmonNetwork network, int family) {
        String host = monitor.ups().host();
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (family != (address instanceof Inet4Address ? 6 : 4)) {
                    addresses.add(new InetSocketAddress(address, monitor.ups().port()));
                }
            }
            if (addresses.isEmpty()) {
                throw new AdminFault(monitor.position() + ": the host '" + host + "' has no IPv" + family + " address; take -" + family
                    + " away");
            }
        } catch (UnknownHostException unknown) {
            LOG.error("{}: the host '{}' cannot be looked up, so UPS [{}] counts as lost; give an address, or put it into /etc/hosts so"
                + " that a power failure needs no name server; it is looked up again every {} minutes",
                monitor.position(), host, monitor.ups(), Watcher.LOOK_UP_AGAIN.toMinutes());
        }
        return new Upsd(host, addresses, ConnectionSecurity.of(network.tls(host)));
    }

    /**
     * Connects to the first address that takes the connection, and encrypts it if that is wanted.
     *
     * @throws IOException if none does, with the reason of the last one
     */
    NutConnection open() throws IOException {
        IOException last = new IOException("the host '" + host + "' could not be looked up when upsmon was started");
        for (InetSocketAddress address : addresses) {
            try {
                return secured(NutConnection.open(address, TIMEOUT));
            } catch (IOException next) {
                last = next;
            }
        }
        throw last;
    }

    private NutConnection secured(NutConnection connection) throws IOException {
        try {
            security.apply(connection, host);
            return connection;
        } catch (IOException failed) {
            connection.close();
            throw failed;
        }
    }
}
