package nut.upsd.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nut.common.AdminFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the sockets of the LISTEN lines. Where {@code ::} is asked for, its socket serves all that is asked for on the same port, since a
 * second one would collide with it; {@link Listener} then admits by local address.
 */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int BACKLOG = 1024;
    private static final int ANY_FREE_PORT = 0;

    private final Family family;
    private final List<Open> opened = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private boolean allFailuresAreLocal = true;

    private Listeners(Family family) {
        this.family = family;
    }

    /** A socket while lines are still being added to it. */
    private static final class Open {
        private final ServerSocketChannel channel;
        private final int port;
        private final Set<InetAddress> admitted = new HashSet<>();
        private boolean everyV4;
        private boolean everyV6;

        Open(ServerSocketChannel channel, int port) {
            this.channel = channel;
            this.port = port;
        }

        void admit(InetAddress address) {
            if (!address.isAnyLocalAddress()) {
                admitted.add(address);
            } else if (address instanceof Inet4Address) {
                everyV4 = true;
            } else {
                everyV6 = true;
            }
        }
    }

    /**
     * Opens a socket for each line.
     *
     * @param lines    the LISTEN lines; none means 127.0.0.1 and ::1
     * @param family   the families to listen on
     * @param notAll   whether it is enough that one line can be honoured (upsd.conf ALLOW_NOT_ALL_LISTENERS)
     * @return at least one listener
     * @throws AdminFault when none could be opened, or fewer than wanted; failures of localhost alone do not count, as with NUT
     */
    public static List<Listener> open(List<ListenAddress> lines, Family family, boolean notAll) {
        Listeners listeners = new Listeners(family);
        List<ListenAddress> wanted = lines.isEmpty() ? defaults(family) : lines;
        for (ListenAddress line : wanted) {
            if (line.isEverywhere() && family != Family.IPV4 || isWildcardV6(line.host())) {
                listeners.open(line);
            }
        }
        for (ListenAddress line : wanted) {
            if (!(line.isEverywhere() && family != Family.IPV4 || isWildcardV6(line.host()))) {
                listeners.open(line);
            }
        }
        return listeners.finish(notAll);
    }

    private static List<ListenAddress> defaults(Family family) {
        List<ListenAddress> both = List.of(new ListenAddress("default", "127.0.0.1", ListenAddress.PORT),
            new ListenAddress("default", "::1", ListenAddress.PORT));
        return switch (family) {
            case ANY -> both;
            case IPV4 -> both.subList(0, 1);
            case IPV6 -> both.subList(1, 2);
        };
    }

    private List<Listener> finish(boolean notAll) {
        boolean fatal = opened.isEmpty() || !failures.isEmpty() && !notAll && !allFailuresAreLocal;
        if (fatal) {
            opened.forEach(open -> close(open.channel));
            throw new AdminFault(String.join("; ", failures));
        }
        failures.forEach(LOG::error);
        List<Listener> listeners = new ArrayList<>();
        for (Open open : opened) {
            listeners.add(new Listener(open.channel, open.everyV4, open.everyV6, Set.copyOf(open.admitted)));
        }
        return listeners;
    }

    private void open(ListenAddress line) {
        if (line.isEverywhere()) {
            openEverywhere(line);
            return;
        }
        List<InetAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(line.host())) {
                if (family.takes(address)) {
                    addresses.add(address);
                }
            }
        } catch (UnknownHostException e) {
            fail(line, "the name is not known here; use an address, or make the name resolvable (in a jail: its etc/hosts)");
            return;
        }
        IOException reason = null;
        for (InetAddress address : addresses) {
            try {
                Open open = bind(address, line.port());
                LOG.info("listening on {} port {}", line.host(), open.channel.socket().getLocalPort());
                return;
            } catch (IOException e) {
                reason = e;
            }
        }
        fail(line, reason == null ? "it has no address of the family that -4 or -6 asks for" : explain(reason));
    }

    private void openEverywhere(ListenAddress line) {
        IOException reason = null;
        boolean any = false;
        for (String wildcard : List.of("::", "0.0.0.0")) {
            try {
                InetAddress address = InetAddress.getByName(wildcard);
                if (family.takes(address)) {
                    Open open = bind(address, line.port());
                    LOG.info("listening on {} port {}", wildcard, open.channel.socket().getLocalPort());
                    any = true;
                }
            } catch (IOException e) {
                reason = e;
            }
        }
        if (!any) {
            fail(line, explain(reason));
        }
    }

    private Open bind(InetAddress address, int port) throws IOException {
        if (address instanceof Inet4Address && port != ANY_FREE_PORT) {
            for (Open open : opened) {
                if (open.everyV6 && open.port == port) {
                    proveLocal(address);
                    open.admit(address);
                    return open;
                }
            }
        }
        ServerSocketChannel channel = socket(address);
        try {
            channel.bind(new InetSocketAddress(address, port), BACKLOG);
            channel.configureBlocking(false);
        } catch (IOException e) {
            close(channel);
            throw e;
        }
        Open open = new Open(channel, port);
        open.admit(address);
        opened.add(open);
        return open;
    }

    private static ServerSocketChannel socket(InetAddress address) throws IOException {
        try {
            return ServerSocketChannel.open(
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this machine has no IPv6", e);
        }
    }

    /** What the shared socket does not tell: whether this machine has the address at all. */
    private static void proveLocal(InetAddress address) throws IOException {
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            probe.bind(new InetSocketAddress(address, ANY_FREE_PORT));
        }
    }

    private void fail(ListenAddress line, String reason) {
        allFailuresAreLocal &= line.isLocalhost();
        failures.add("not listening on " + line.host() + " port " + line.port() + " (" + line.where() + "): " + reason);
    }

    private static String explain(IOException reason) {
        String what = String.valueOf(reason.getMessage());
        if (!(reason instanceof BindException)) {
            return what;
        }
        if (what.contains("in use")) {
            return what + "; another program, perhaps another upsd, has it: stop that one or LISTEN elsewhere";
        }
        if (what.contains("assign")) {
            return what + "; this machine does not have it now: correct the line, or set ALLOW_NOT_ALL_LISTENERS in upsd.conf";
        }
        return what;
    }

    private static boolean isWildcardV6(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != ':' && c != '0') {
                return false;
            }
        }
        return host.indexOf(':') >= 0;
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a listening socket failed", e);
        }
    }
}
