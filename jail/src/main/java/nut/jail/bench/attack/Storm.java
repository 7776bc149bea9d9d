package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Connections that come, send something, read the answer or do not, and leave: one after the other, as fast as it goes.
 *
 * @param bytes    what each sends
 * @param newlines how many lines each reads before it leaves
 */
record Storm(String name, byte[] bytes, int newlines) implements Attack {
    private static final int ROOM = 4096;
    private static final int PAUSE_MILLIS = 1;

    @Override
    public void on(InetSocketAddress server, Time time) {
        ByteBuffer in = ByteBuffer.allocate(ROOM);
        while (time.isLeft()) {
            try (SocketChannel channel = SocketChannel.open(server)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.write(ByteBuffer.wrap(bytes));
                for (int seen = 0; seen < newlines;) {
                    int count = channel.read(in.clear());
                    if (count < 0) {
                        break;
                    }
                    for (int i = 0; i < count; i++) {
                        seen += in.get(i) == '\n' ? 1 : 0;
                    }
                }
            } catch (IOException ended) {
                time.pass(PAUSE_MILLIS);
            }
        }
    }
}
