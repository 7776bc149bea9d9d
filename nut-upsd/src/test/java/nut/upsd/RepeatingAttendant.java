package nut.upsd;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nut.upsd.answer.Output;
import nut.upsd.net.Attendant;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;

/** Answers {@code say WORD} with the word, {@code much} with ten thousand letters, and breaks down on {@code fault}. */
final class RepeatingAttendant implements Attendant {
    static final int MUCH = 10_000;

    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger muchAnswered = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Consumer<List<String>> listener;

    RepeatingAttendant() {
        this(words -> { });
    }

    RepeatingAttendant(Consumer<List<String>> listener) {
        this.listener = listener;
    }

    int passes() {
        return passes.get();
    }

    int muchAnswered() {
        return muchAnswered.get();
    }

    int closed() {
        return closed.get();
    }

    @Override
    public void pass(long bootNanos) {
        passes.incrementAndGet();
    }

    @Override
    public int otherConnections() {
        return 1;
    }

    @Override
    public Dialogue connected(Peer peer) {
        return new Dialogue() {
            @Override
            public void request(List<String> words, Output out) {
                listener.accept(words);
                switch (words.getFirst()) {
                    case "say" -> out.text(words.get(1)).end();
                    case "much" -> {
                        muchAnswered.incrementAndGet();
                        out.text("x".repeat(MUCH - 1)).end();
                    }
                    default -> throw new IllegalStateException("a fault of ours");
                }
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
                closed.incrementAndGet();
            }
        };
    }
}
