package nut.upsd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManager;

/** A client that sends its first TLS record in one segment with STARTTLS, without waiting for the answer. */
final class EagerHello implements AutoCloseable {
    private final Socket socket = new Socket();
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();
    private final ByteBuffer out = ByteBuffer.allocate(64 * 1024);
    private final StringBuilder plain = new StringBuilder();

    EagerHello(InetSocketAddress server, String command) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {SecuredWire.anyone()}, null);
            engine = context.createSSLEngine();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        engine.setUseClientMode(true);
        engine.beginHandshake();
        out.put(command.getBytes(StandardCharsets.US_ASCII));
        engine.wrap(ByteBuffer.allocate(0), out);
        socket.connect(server);
        socket.setSoTimeout(30_000);
        flush();
    }

    /** Ends the handshake; the answer to the command. */
    String finish() throws IOException {
        String answer = SecuredWire.line(socket.getInputStream());
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            step();
        }
        return answer;
    }

    String ask(String request) throws IOException {
        engine.wrap(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.US_ASCII)), out);
        flush();
        while (plain.indexOf("\n") < 0) {
            step();
        }
        return plain.substring(0, plain.indexOf("\n"));
    }

    private void step() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> {
                engine.wrap(ByteBuffer.allocate(0), out);
                flush();
            }
            default -> {
                ByteBuffer into = ByteBuffer.allocate(32 * 1024);
                switch (engine.unwrap(in, into).getStatus()) {
                    case BUFFER_UNDERFLOW -> fill();
                    default -> plain.append(StandardCharsets.US_ASCII.decode(into.flip()));
                }
            }
        }
    }

    private void fill() throws IOException {
        in.compact();
        InputStream stream = socket.getInputStream();
        int count = stream.read(in.array(), in.position(), in.remaining());
        if (count < 0) {
            throw new IOException("the server closed");
        }
        in.position(in.position() + count).flip();
    }

    private void flush() throws IOException {
        OutputStream stream = socket.getOutputStream();
        stream.write(out.array(), 0, out.position());
        out.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
