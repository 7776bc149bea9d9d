package nut.upsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import nut.common.tls.Identity;

/** A server with the JDK's own TLS that speaks one version of it and agrees on a key by some groups only; it knows NETVER. */
final class ChoosyServer implements AutoCloseable {
    static {
        // The JDK reads it once, when the first engine of a process is made, which here may be one of this server's.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static final int BACKLOG = 5;
    private static final char[] PASSWORD = "x".toCharArray();

    private final ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final SSLContext context = SSLContext.getInstance("TLS");
    private final String version;
    private final String[] groups;

    ChoosyServer(Path identity, String version, String... groups) throws IOException, GeneralSecurityException {
        this.version = version;
        this.groups = groups;
        Identity own = Identity.read(identity, "");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, PASSWORD);
        keys.setKeyEntry("own", own.key(), PASSWORD, own.chain().toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        context.init(managers.getKeyManagers(), null, null);
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many there were. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                connections.incrementAndGet();
                talk(client);
            } catch (IOException refused) {
                // By this side or the other; the next may do better.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        if (!"STARTTLS".equals(SecuredWire.line(client.getInputStream()))) {
            throw new IOException("no STARTTLS");
        }
        client.getOutputStream().write("OK STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
        try (SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(client, "client", client.getPort(), true)) {
            secured.setUseClientMode(false);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setNamedGroups(groups);
            secured.setSSLParameters(parameters);
            while ("NETVER".equals(SecuredWire.line(secured.getInputStream()))) {
                secured.getOutputStream().write("1.3\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
