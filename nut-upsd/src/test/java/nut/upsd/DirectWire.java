package nut.upsd;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import nut.upsd.answer.Output;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import nut.upsd.net.RequestReader;

/** A client's connection without a network: bytes go through the real reader to a real session. */
final class DirectWire implements Wire {
    private final Serving serving;
    private final RequestReader reader = new RequestReader();
    private final Dialogue dialogue;
    private final Queue<String> received = new ArrayDeque<>();

    DirectWire(Serving serving) {
        this.serving = serving;
        this.dialogue = serving.connected(new Peer() {
            @Override
            public String address() {
                return "127.0.0.1";
            }

            @Override
            public void askTurn() {
                // What it has to say comes with the next request.
            }

            @Override
            public void hangUp() {
                throw new AssertionError("no UPS is taken away in an exchange");
            }
        });
    }

    @Override
    public void send(byte[] request) {
        ByteBuffer in = ByteBuffer.wrap(request);
        Output out = new Output();
        serving.pass(ScriptedUpses.NOW);
        dialogue.speak(out);
        while (in.hasRemaining() && !dialogue.over()) {
            RequestReader.Found found = reader.feed(in);
            if (found == RequestReader.Found.REQUEST) {
                dialogue.request(reader.words(), out);
            } else if (found == RequestReader.Found.BROKEN) {
                dialogue.broken();
            }
        }
        if (dialogue.over()) {
            dialogue.closed();
        }
        out.toString().lines().forEach(received::add);
    }

    @Override
    public String receive() {
        if (received.isEmpty() && !dialogue.over()) {
            throw new AssertionError("an answer was expected, but there is none");
        }
        return received.poll();
    }

    @Override
    public void settle() {
        if (!received.isEmpty()) {
            throw new AssertionError("no answer was expected, but there is: " + received.peek());
        }
    }

    @Override
    public void close() {
        dialogue.closed();
    }
}
