package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Connections that each send a few bytes once and then are silent: nothing at all, or half a request.
 *
 * @param connections how many
 * @param bytes       what they send
 */
record Once(String name, int connections, byte[] bytes) implements Attack {
    private static final int LOOK_MILLIS = 20;

    @Override
    public void on(InetSocketAddress server, Time time) throws IOException {
        try (Crowd crowd = new Crowd(server, connections, false)) {
            ByteBuffer[] left = new ByteBuffer[connections];
            Arrays.setAll(left, i -> ByteBuffer.wrap(bytes));
            while (time.isLeft()) {
                for (int i = 0; i < connections; i++) {
                    if (left[i].hasRemaining()) {
                        crowd.send(i, left[i]);
                    }
                }
                time.pass(LOOK_MILLIS);
            }
        }
    }
}
