package nut.upsd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import nut.common.state.Outcome;

/** The far end of NUT's upsd: a driver's socket that serves a scripted state in NUT's driver protocol (docs/sock-protocol). */
final class ScriptedDriver implements AutoCloseable {
    private final ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final String ups;

    ScriptedDriver(Path stateDirectory, String ups) throws IOException {
        this.ups = ups;
        socket.bind(UnixDomainSocketAddress.of(stateDirectory.resolve("dummy-ups-" + ups)));
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel upsd = socket.accept();
                Thread.ofVirtual().start(() -> converse(upsd));
            }
        } catch (AsynchronousCloseException expected) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(SocketChannel upsd) {
        try (upsd; BufferedReader in = new BufferedReader(Channels.newReader(upsd, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answer(Tokenizer.words(line));
                ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    upsd.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SyntaxFault e) {
            throw new AssertionError("upsd sent something odd", e);
        }
    }

    private String answer(List<String> words) {
        return switch (words.getFirst()) {
            case "DUMPALL" -> StateFile.text(ups) + (ups.equals("lost") ? "DATASTALE\n" : "DATAOK\n") + "DUMPDONE\n";
            case "PING" -> "PONG\n";
            default -> words.contains("TRACKING")
                ? ScriptedAnswers.to(words).map(o -> "TRACKING " + words.getLast() + " " + number(o) + "\n").orElse("") : "";
        };
    }

    /** drivers/upshandler.h: HANDLED 0, UNKNOWN 1, INVALID 2, FAILED 3. */
    private static int number(Outcome outcome) {
        return switch (outcome) {
            case HANDLED -> 0;
            case UNKNOWN -> 1;
            case INVALID -> 2;
            case FAILED -> 3;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
