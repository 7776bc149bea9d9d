package nut.upsd.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;

/**
 * A socket that upsd listens on. One that is bound to {@code ::} receives IPv4 as well (the JDK gives no way to ask for IPV6_V6ONLY), so it
 * knows which local addresses the LISTEN lines asked for and admits no others.
 *
 * @param channel  bound
 * @param everyV4  whether all IPv4 addresses were asked for
 * @param everyV6  whether all IPv6 addresses were asked for
 * @param admitted the single addresses that were asked for
 */
public record Listener(ServerSocketChannel channel, boolean everyV4, boolean everyV6, Set<InetAddress> admitted) {
    boolean admits(InetAddress local) {
        return (local.getAddress().length == 4 ? everyV4 : everyV6) || admitted.contains(local);
    }

    /** Where it is bound. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket has no address", e);
        }
    }
}
