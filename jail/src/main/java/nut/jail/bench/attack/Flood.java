package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Connections that send the same bytes again and again, as fast as they are taken.
 *
 * @param connections how many
 * @param bytes       what they send
 * @param readBytes   how much of the answers each reads in between; 0 for none ever
 */
record Flood(String name, int connections, byte[] bytes, int readBytes) implements Attack {
    @Override
    public void on(InetSocketAddress server, Time time) throws IOException {
        try (Crowd crowd = new Crowd(server, connections, readBytes < bytes.length)) {
            ByteBuffer[] left = new ByteBuffer[connections];
            while (time.isLeft()) {
                for (int i = 0; i < connections && time.isLeft(); i++) {
                    if (left[i] == null || !left[i].hasRemaining()) {
                        left[i] = ByteBuffer.wrap(bytes);
                    }
                    crowd.send(i, left[i]);
                    if (readBytes > 0) {
                        crowd.read(i, readBytes);
                    }
                }
            }
        }
    }
}
