package nut.common.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A client's TLS, for any number of connections and threads. All files are read when it is made, so it works in an empty root directory.
 * It speaks TLS 1.2 and 1.3.
 */
public final class ClientTls {
    private final SSLContext context;
    private final boolean verifies;

    private ClientTls(SSLContext context, boolean verifies) {
        this.context = context;
        this.verifies = verifies;
    }

    /**
     * TLS that verifies the server (CERTVERIFY on).
     *
     * @param authorities a file or a directory of certificates (CERTPATH); none means those that this system trusts
     * @param own         what to show to a server that asks (CERTFILE)
     * @throws nut.common.AdminFault if there are no certificates to verify with
     */
    public static ClientTls verifying(Optional<Path> authorities, Optional<Identity> own) {
        return verifying(authorities, own, KernelRandomProvider.random());
    }

    /**
     * The same with a source of randomness of the caller's.
     *
     * @param random fit for keys
     */
    public static ClientTls verifying(Optional<Path> authorities, Optional<Identity> own, SecureRandom random) {
        return new ClientTls(Contexts.context(own, Contexts.trusting(
            authorities.map(Certificates::authorities).orElseGet(Certificates::ofSystem)), random), true);
    }

    /** TLS with whoever answers (CERTVERIFY off): it keeps listeners out, but not somebody who plays the server. */
    public static ClientTls trustingAnyone(Optional<Identity> own) {
        return trustingAnyone(own, KernelRandomProvider.random());
    }

    /** The same with a source of randomness of the caller's. */
    public static ClientTls trustingAnyone(Optional<Identity> own, SecureRandom random) {
        return new ClientTls(Contexts.context(own, new TrustAnyone(), random), false);
    }

    /**
     * Puts TLS over a connected socket, and waits for the handshake.
     *
     * @param socket   closed with the one that is returned; its timeouts hold
     * @param host     the host that was asked for: a verified certificate must be of it
     * @param certName what the certificate must be called instead, as a subject, a common name or an alternative name (CERTHOST); "" for
     *                 nothing else than the host
     * @throws IOException if the two sides do not agree, or the certificate is not what it should be
     */
    public Socket over(Socket socket, String host, String certName) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(Contexts.PROTOCOLS);
        if (verifies && certName.isEmpty()) {
            // Compares the host with the certificate's names (RFC 2818, 3.1).
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        if (verifies && !certName.isEmpty()) {
            requireName(secured, certName);
        }
        return secured;
    }

    private static void requireName(SSLSocket secured, String name) throws SSLPeerUnverifiedException {
        X509Certificate certificate = (X509Certificate) secured.getSession().getPeerCertificates()[0];
        if (!CertificateNames.has(certificate, name)) {
            throw new SSLPeerUnverifiedException("the server's certificate is " + certificate.getSubjectX500Principal().getName()
                + ", not \"" + name + "\" as CERTHOST says");
        }
    }
}
