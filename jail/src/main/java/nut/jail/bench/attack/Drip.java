package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Connections that send a request one byte at a time and read the answer one byte at a time.
 *
 * @param connections how many
 * @param request     with its newline
 */
record Drip(String name, int connections, byte[] request) implements Attack {
    @Override
    public void on(InetSocketAddress server, Time time) throws IOException {
        try (Crowd crowd = new Crowd(server, connections, true)) {
            for (int at = 0; time.isLeft(); at = (at + 1) % request.length) {
                for (int i = 0; i < connections && time.isLeft(); i++) {
                    crowd.send(i, ByteBuffer.wrap(request, at, 1));
                    crowd.read(i, 1);
                }
            }
        }
    }
}
