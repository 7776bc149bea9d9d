package nut.upsd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nut.upsd.answer.Output;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import nut.upsd.net.RequestReader;

/** A client that can be asked whether it would be given a turn, and whose turns come when the test says so: it reads when it likes. */
final class NewsClient {
    private final RequestReader reader = new RequestReader();
    private final Dialogue dialogue;
    private int turnsAsked;
    private boolean turnAsked;
    private boolean hungUp;

    NewsClient(Serving serving) {
        dialogue = serving.connected(new Peer() {
            @Override
            public String address() {
                return "127.0.0.1";
            }

            @Override
            public void askTurn() {
                turnAsked = true;
                turnsAsked++;
            }

            @Override
            public void hangUp() {
                hungUp = true;
                dialogue.closed();
            }
        });
    }

    /** What comes of the turn that was asked for; nothing if none was. */
    List<String> hear() {
        Output out = new Output();
        if (turnAsked) {
            turnAsked = false;
            dialogue.speak(out);
        }
        return out.toString().lines().toList();
    }

    /** One turn with requests. */
    List<String> ask(String... requests) {
        ByteBuffer in = ByteBuffer.wrap((String.join("\n", requests) + "\n").getBytes(StandardCharsets.US_ASCII));
        Output out = new Output();
        turnAsked = false;
        dialogue.speak(out);
        while (in.hasRemaining()) {
            if (reader.feed(in) == RequestReader.Found.REQUEST) {
                dialogue.request(reader.words(), out);
            }
        }
        return out.toString().lines().toList();
    }

    int turnsAsked() {
        return turnsAsked;
    }

    boolean hungUp() {
        return hungUp;
    }

    boolean listens() {
        return dialogue.listens();
    }

    void leave() {
        dialogue.closed();
    }
}
