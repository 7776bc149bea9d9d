package nut.common.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import nut.common.AdminFault;
import nut.common.conf.CertRequest;

/**
 * A server's TLS: gives each connection its engine. It speaks TLS 1.2 and 1.3, refuses renegotiation that a client begins, and keeps little
 * of past sessions.
 */
public final class ServerTls {
    private static final int KEPT_SESSIONS = 64;
    private static final int SESSION_SECONDS = 3600;

    private final SSLContext context;
    private final SSLParameters parameters;

    private ServerTls(SSLContext context, SSLParameters parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    /**
     * TLS with an identity.
     *
     * @param authorities whose certificates count when clients show theirs: a file or a directory (CERTPATH)
     * @param strongOnly  whether TLS 1.2 is only spoken with forward secrecy and authenticated encryption (DISABLE_WEAK_SSL)
     * @throws AdminFault if certificates are asked for and there are no authorities to verify them with
     */
    public static ServerTls of(Identity own, CertRequest asked, Optional<Path> authorities, boolean strongOnly) {
        if (asked != CertRequest.NO && authorities.isEmpty()) {
            throw new AdminFault("CERTREQUEST asks clients for certificates, but CERTPATH names no authorities to verify them with;"
                + " add CERTPATH, or set CERTREQUEST 0");
        }
        // Read by the JDK when the first engine is made.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        SSLContext context = Contexts.context(Optional.of(own),
            Contexts.trusting(asked == CertRequest.NO ? own.chain() : Certificates.authorities(authorities.orElseThrow())),
            KernelRandomProvider.random());
        context.getServerSessionContext().setSessionCacheSize(KEPT_SESSIONS);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(Contexts.PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setCipherSuites(suites(parameters.getCipherSuites(), strongOnly));
        if (asked == CertRequest.REQUIRE) {
            parameters.setNeedClientAuth(true);
        } else if (asked == CertRequest.REQUEST) {
            parameters.setWantClientAuth(true);
        }
        return new ServerTls(context, parameters);
    }

    /** An engine for one connection, on the server's side; its handshake has not begun. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static String[] suites(String[] all, boolean strongOnly) {
        List<String> kept = Stream.of(all).filter(suite -> !strongOnly || !suite.contains("_CBC_") && !suite.startsWith("TLS_RSA_")
            && !suite.startsWith("TLS_ECDH_")).toList();
        return kept.toArray(String[]::new);
    }
}
