package nut.upsmon.sched;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import nut.common.AdminFault;

/** A call's talk with the timer daemon. */
final class Conversation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 4 << 20;

    private final Path pipe;
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

    private Conversation(Path pipe, SocketChannel channel) throws IOException {
        this.pipe = pipe;
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    /**
     * Begins one.
     *
     * @return null when no daemon listens
     * @throws AdminFault when somebody else's does
     */
    static Conversation open(Path pipe) throws IOException {
        if (!Files.exists(pipe, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Ownership.isOurs(pipe)) {
            throw new AdminFault("PIPEFN " + pipe + " belongs to another user; remove it, and run upssched as upsmon's user alone");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(pipe));
            return new Conversation(pipe, channel);
        } catch (IOException nobody) {
            channel.close();
            if (String.valueOf(nobody.getMessage()).contains("Permission denied")) {
                throw new AdminFault("PIPEFN " + pipe + " may not be connected to; run upssched as the user whose timers these are");
            }
            return null;
        }
    }

    /**
     * Says a line and hears the answer to it.
     *
     * @return what stands before OK
     * @throws IOException when the daemon is gone
     * @throws AdminFault  when it does not answer, or says that it cannot
     */
    String ask(String line) throws IOException {
        ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        StringBuilder answer = new StringBuilder();
        for (;;) {
            String said = readLine(end);
            if (said.equals("OK")) {
                return answer.toString();
            }
            if (said.startsWith("ERR ")) {
                throw new AdminFault("the timer daemon does not do it: " + said.substring("ERR ".length()));
            }
            answer.append(said).append('\n');
            if (answer.length() > LARGEST) {
                throw new AdminFault("what listens at PIPEFN " + pipe + " is no timer daemon: its answer has no end; remove it");
            }
        }
    }

    private String readLine(long end) throws IOException {
        StringBuilder line = new StringBuilder();
        for (;;) {
            while (buffer.hasRemaining()) {
                char c = (char) (buffer.get() & 0xFF);
                if (c == '\n') {
                    return line.toString();
                }
                line.append(c);
            }
            long left = end - System.nanoTime();
            if (left <= 0 || line.length() > LARGEST) {
                throw new AdminFault("the timer daemon at PIPEFN " + pipe + " does not answer; end it, and the next call goes on");
            }
            selector.select(left / 1_000_000 + 1);
            selector.selectedKeys().clear();
            int count = channel.read(buffer.clear());
            buffer.flip();
            if (count < 0) {
                throw new IOException("the timer daemon has ended");
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
