package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections in the hands of one thread, which never waits for any of them. One that the server ends is opened anew. */
final class Crowd implements AutoCloseable {
    private static final int SMALL_WINDOW = 4096;
    private static final int DRAIN_BYTES = 256 * 1024;

    private final InetSocketAddress server;
    private final boolean smallWindow;
    private final List<SocketChannel> members = new ArrayList<>();
    private final ByteBuffer drain = ByteBuffer.allocateDirect(DRAIN_BYTES);

    Crowd(InetSocketAddress server, int size, boolean smallWindow) throws IOException {
        this.server = server;
        this.smallWindow = smallWindow;
        for (int i = 0; i < size; i++) {
            members.add(open());
        }
    }

    private SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (smallWindow) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
        }
        channel.connect(server);
        return channel;
    }

    int size() {
        return members.size();
    }

    /** Sends what the connection takes just now. */
    void send(int member, ByteBuffer bytes) throws IOException {
        attempt(member, channel -> {
            channel.write(bytes);
            return true;
        });
    }

    /** Reads and forgets up to so many bytes. */
    void read(int member, int most) throws IOException {
        attempt(member, channel -> channel.read(drain.clear().limit(Math.min(most, DRAIN_BYTES))) >= 0);
    }

    private interface Attempt {
        boolean on(SocketChannel channel) throws IOException;
    }

    private void attempt(int member, Attempt attempt) throws IOException {
        SocketChannel channel = members.get(member);
        boolean lives;
        try {
            lives = !channel.finishConnect() || attempt.on(channel);
        } catch (IOException ended) {
            lives = false;
        }
        if (!lives) {
            channel.close();
            members.set(member, open());
        }
    }

    /** Leaves by a reset, so that thousands of connections do not linger in the system. */
    @Override
    public void close() throws IOException {
        for (SocketChannel member : members) {
            reset(member);
        }
    }

    static void reset(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }
}
