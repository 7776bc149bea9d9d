package nut.upsmon.sched;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;

/**
 * A call at the daemon's socket. It may send lines of some length and must take its answers; whoever does neither in time, or sends too
 * much, is sent away.
 */
final class Peer implements AutoCloseable {
    /** Six words of 512 characters, each with a backslash. */
    private static final int LONGEST_LINE = 8192;

    private final SocketChannel channel;
    private final long deadline;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_LINE);
    private ByteBuffer out = ByteBuffer.allocate(0);

    Peer(SocketChannel channel, long deadline) throws IOException {
        this.channel = channel;
        this.deadline = deadline;
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether its time is over. */
    boolean isLate(long now) {
        return now - deadline >= 0;
    }

    /** Whether there are answers that it has not taken. */
    boolean hasMore() {
        return out.hasRemaining();
    }

    /**
     * Reads what has come and answers each whole line.
     *
     * @param answer the answer to a line's words; words are empty for a line that cannot be taken apart
     * @return false when the peer is to be sent away
     */
    boolean read(Function<List<String>, String> answer) throws IOException {
        if (channel.read(in) < 0) {
            return false;
        }
        for (Optional<String> line = takeLine(); line.isPresent(); line = takeLine()) {
            say(answer.apply(words(line.get())));
        }
        return in.hasRemaining() && write();
    }

    private Optional<String> takeLine() {
        for (int i = 0; i < in.position(); i++) {
            if (in.get(i) == '\n') {
                String line = new String(in.array(), 0, i, StandardCharsets.ISO_8859_1);
                in.flip().position(i + 1);
                in.compact();
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static List<String> words(String line) {
        try {
            return Tokenizer.words(line);
        } catch (SyntaxFault broken) {
            return List.of();
        }
    }

    private void say(String answer) {
        byte[] more = answer.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer both = ByteBuffer.allocate(out.remaining() + more.length);
        out = both.put(out).put(more).flip();
    }

    /** Sends what it takes; true, so that it is kept. */
    boolean write() throws IOException {
        channel.write(out);
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
