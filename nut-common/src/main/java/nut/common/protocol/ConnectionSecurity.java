package nut.common.protocol;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import nut.common.conf.ClientTlsConf;
import nut.common.tls.ClientTls;
import nut.common.tls.HeadStart;
import nut.common.tls.Identity;
import nut.common.tls.KernelRandomProvider;

/**
 * Encrypts a client's connections as its configuration says. All files are read when it is made, so it works after a chroot; without TLS
 * in the configuration nothing of TLS is loaded.
 */
public final class ConnectionSecurity {
    private final ClientTlsConf conf;
    private final ClientTls tls;

    private ConnectionSecurity(ClientTlsConf conf, ClientTls tls) {
        this.conf = conf;
        this.tls = tls;
    }

    /**
     * Reads the certificates.
     *
     * @throws nut.common.AdminFault if one is missing or damaged
     */
    public static ConnectionSecurity of(ClientTlsConf conf) {
        return new ConnectionSecurity(conf, conf.wantsTls() ? client(conf, KernelRandomProvider.random()) : null);
    }

    /**
     * Opens a connection for a program that connects once and ends soon. With TLS it offers X25519 alone at first, which most servers take;
     * one that refuses is asked again, on a new connection, with all that there is.
     *
     * @param timeout for connecting, and for each answer
     * @throws nut.common.AdminFault if a certificate is missing or damaged
     * @throws IOException           as {@link #apply}
     */
    public static NutConnection open(ClientTlsConf conf, String host, int port, Duration timeout) throws IOException {
        if (!conf.wantsTls()) {
            return NutConnection.open(host, port, timeout);
        }
        HeadStart.begin(conf.certPath());
        ClientTls tls = client(conf, HeadStart.random());
        try {
            return new ConnectionSecurity(conf, tls.withX25519Alone()).open(host, port, timeout);
        } catch (SSLException failed) {
            if (failed instanceof SSLPeerUnverifiedException || failed.getCause() instanceof CertificateException) {
                throw failed;
            }
            return new ConnectionSecurity(conf, tls).open(host, port, timeout);
        }
    }

    private NutConnection open(String host, int port, Duration timeout) throws IOException {
        NutConnection connection = NutConnection.open(host, port, timeout);
        try {
            apply(connection, host);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Encrypts a connection that was just opened, if the configuration wants it. A server without TLS is talked to in the clear where
     * nothing forbids it, as with NUT.
     *
     * @param host the name or address that was asked for
     * @throws IOException if there must be TLS and there is none, or the handshake fails; close the connection then
     */
    public void apply(NutConnection connection, String host) throws IOException {
        if (tls == null) {
            return;
        }
        try {
            connection.startTls(tls, host, conf.certHost());
        } catch (ErrorAnswer refused) {
            if (conf.mustHaveTls()) {
                throw new IOException("the server has no TLS (" + refused.code() + "), and CERTVERIFY or FORCESSL demands it", refused);
            }
        }
    }

    private static ClientTls client(ClientTlsConf conf, SecureRandom random) {
        Optional<Identity> own = conf.certFile().map(file -> Identity.read(file, conf.keyPassword()).named(conf.certName()));
        return conf.verify().orElse(false) ? ClientTls.verifying(conf.certPath(), own, random) : ClientTls.trustingAnyone(own, random);
    }
}
