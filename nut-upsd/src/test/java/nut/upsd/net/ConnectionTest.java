package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nut.upsd.answer.Output;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @Test
    void aConnectionThatIsClosedKeepsNothingOfWhatTheClientSent() throws IOException {
        try (Selector selector = Selector.open(); SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, channel.register(selector, 0), "127.0.0.1", new KnownLines(), 0);
            connection.open(new Patient());
            byte[] requests = ("wait\n" + "x".repeat(5000)).getBytes(StandardCharsets.US_ASCII);
            connection.prepare(ByteBuffer.allocateDirect(requests.length).put(requests).flip(), new Output(), 1000, 0);
            int held = connection.heldMore();

            connection.release();

            assertTrue(held >= 5000, held + " bytes");
            assertEquals(-held, connection.heldMore());
        }
    }

    /** Never gives the answer to its first request. */
    private static final class Patient implements Dialogue {
        private boolean waits;

        @Override
        public void request(List<String> words, Output out) {
            waits = true;
        }

        @Override
        public void speak(Output out) {
            // It has nothing to say.
        }

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public void broken() {
            throw new AssertionError("nothing is broken here");
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public void closed() {
            throw new AssertionError("nobody closes the dialogue here");
        }
    }
}
