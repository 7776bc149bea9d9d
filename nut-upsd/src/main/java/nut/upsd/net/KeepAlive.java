package nut.upsd.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** The probes of TCP (tcp(7), RFC 9293 section 3.8.4) by which the system finds out that a client which need not say anything is gone. */
final class KeepAlive {
    private static final int IDLE_SECONDS = 60;
    private static final int INTERVAL_SECONDS = 20;
    private static final int PROBES = 3;

    private KeepAlive() {
    }

    /** From now on a client that has vanished is noticed after two minutes. */
    static void begin(SocketChannel channel) throws IOException {
        channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
}
