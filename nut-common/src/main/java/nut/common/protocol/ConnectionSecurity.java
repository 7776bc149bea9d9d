package nut.common.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import nut.common.conf.ClientTlsConf;
import nut.common.tls.ClientTls;
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
     * Opens a connection for a program that connects once and ends soon.
     *
     * @param timeout for connecting, and for each answer
     * @throws nut.common.AdminFault if a certificate is missing or damaged
     * @throws IOException           as {@link #apply}
     */
    public static NutConnection open(ClientTlsConf conf, String host, int port, Duration timeout) throws IOException {
        if (!conf.wantsTls()) {
            return NutConnection.open(host, port, timeout);
        }
        return new ConnectionSecurity(conf, client(conf, randomSoon())).open(host, port, timeout);
    }

    /**
     * A source of randomness that is at hand soon: the JDK's own, which reads {@code /dev/urandom}. Without that file, as in a jail, it is
     * getrandom(2), which costs some 20 ms before the first byte. Only this one waits, soon after a boot, for the kernel to have gathered
     * any randomness.
     */
    private static SecureRandom randomSoon() {
        return Files.isReadable(Path.of("/dev/urandom")) && Files.isReadable(Path.of("/dev/random")) ? new SecureRandom()
            : KernelRandomProvider.random();
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
