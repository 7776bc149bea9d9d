package nut.common.protocol;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
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

    /** The same for a program that connects at once and ends soon. */
    public static ConnectionSecurity atOnce(ClientTlsConf conf) {
        if (!conf.wantsTls()) {
            return new ConnectionSecurity(conf, null);
        }
        HeadStart.begin();
        return new ConnectionSecurity(conf, client(conf, HeadStart.random()));
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
