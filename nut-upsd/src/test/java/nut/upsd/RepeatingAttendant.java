package nut.upsd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nut.upsd.answer.Output;
import nut.upsd.net.Attendant;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;

/**
 * Answers {@code say WORD} with the word, {@code much} with ten thousand letters, {@code later WORD} with the word when {@link #release} is
 * called, lets a client that says {@code listen} be silent, starts TLS on {@code STARTTLS}, and breaks down on {@code fault}.
 * {@link #tellAll} is news for every client.
 */
final class RepeatingAttendant implements Attendant {
    static final int MUCH = 10_000;

    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger muchAnswered = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Consumer<List<String>> listener;
    private final Set<Client> clients = new LinkedHashSet<>();
    private final Queue<String> news = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private volatile boolean released;

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

    /** How many clients have asked for what comes later. */
    int waiting() {
        return waiting.get();
    }

    /** Hangs up with all. For a pass. */
    void hangUp() {
        List.copyOf(clients).forEach(client -> client.peer.hangUp());
    }

    /** Lets every answer that is waited for be given in the next pass. For any thread. */
    void release() {
        released = true;
    }

    /** Says a word to every client in the next pass. For any thread. */
    void tellAll(String word) {
        news.add(word);
    }

    /** Does something in the next pass. For any thread. */
    void inNextPass(Runnable order) {
        orders.add(order);
    }

    @Override
    public void pass(long bootNanos) {
        passes.incrementAndGet();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        if (released || !news.isEmpty()) {
            List<String> words = new ArrayList<>();
            for (String word = news.poll(); word != null; word = news.poll()) {
                words.add(word);
            }
            clients.forEach(client -> client.told(words));
        }
    }

    @Override
    public int otherConnections() {
        return 1;
    }

    @Override
    public Dialogue connected(Peer peer) {
        Client client = new Client(peer);
        clients.add(client);
        return client;
    }

    private final class Client implements Dialogue {
        private final Peer peer;
        private final List<String> told = new ArrayList<>();
        private String later;
        private boolean listens;

        private Client(Peer peer) {
            this.peer = peer;
        }

        private void told(List<String> words) {
            told.addAll(words);
            peer.askTurn();
        }

        @Override
        public void request(List<String> words, Output out) {
            listener.accept(words);
            switch (words.getFirst()) {
                case "say" -> out.text(words.get(1)).end();
                case "much" -> {
                    muchAnswered.incrementAndGet();
                    out.text("x".repeat(MUCH - 1)).end();
                }
                case "listen" -> {
                    listens = true;
                    out.text("listening").end();
                }
                case "STARTTLS" -> {
                    Peer.StartTls answer = peer.startTls();
                    out.text(answer == Peer.StartTls.STARTS ? "OK STARTTLS" : answer.name()).end();
                }
                case "later" -> {
                    later = words.get(1);
                    waiting.incrementAndGet();
                }
                default -> throw new IllegalStateException("a fault of ours");
            }
        }

        @Override
        public void speak(Output out) {
            told.forEach(word -> out.text(word).end());
            told.clear();
            if (later != null && released) {
                out.text(later).end();
                later = null;
            }
        }

        @Override
        public boolean waits() {
            return later != null;
        }

        @Override
        public boolean listens() {
            return listens;
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
            clients.remove(this);
            closed.incrementAndGet();
        }
    }
}
