package nut.upsd;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client's connection with the JDK's own TLS, one version of it, that does not verify whom it talks to. */
final class SecuredWire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket plain = new Socket();
    private SSLSocket secured;

    private SecuredWire(String from, InetSocketAddress server) throws IOException {
        plain.bind(new InetSocketAddress(from, 0));
        plain.connect(server, PATIENCE_MILLIS);
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
    }

    /** Connected, and upsd has said OK to STARTTLS. */
    static SecuredWire started(InetSocketAddress server) throws IOException {
        return started("127.0.0.1", server);
    }

    private static SecuredWire started(String from, InetSocketAddress server) throws IOException {
        SecuredWire wire = new SecuredWire(from, server);
        wire.sendPlain("STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
        String answer = line(wire.plain.getInputStream());
        if (!"OK STARTTLS".equals(answer)) {
            wire.close();
            throw new IOException(String.valueOf(answer));
        }
        return wire;
    }

    /** Connected, with the handshake done. */
    static SecuredWire open(InetSocketAddress server, String version) throws IOException {
        return openFrom("127.0.0.1", server, version);
    }

    /** The same for a client that has the address {@code from}. */
    static SecuredWire openFrom(String from, InetSocketAddress server, String version) throws IOException {
        SecuredWire wire = started(from, server);
        wire.shakeHands(version, Optional.empty());
        return wire;
    }

    void shakeHands(String version, Optional<KeyManager> own) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.map(k -> new KeyManager[] {k}).orElse(null), new TrustManager[] {new Anyone()}, null);
            secured = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        secured.setEnabledProtocols(new String[] {version});
        secured.startHandshake();
    }

    /** Verifies nobody. */
    static TrustManager anyone() {
        return new Anyone();
    }

    SSLSocket socket() {
        return secured;
    }

    /** The socket under TLS. */
    Socket plain() {
        return plain;
    }

    void sendPlain(byte[] bytes) throws IOException {
        plain.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        secured.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    String receive() throws IOException {
        return line(secured.getInputStream());
    }

    String ask(String request) throws IOException {
        send(request + "\n");
        return receive();
    }

    /** A line, or null at the end; byte by byte, so that nothing of what follows is taken. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Anyone will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Anyone will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
