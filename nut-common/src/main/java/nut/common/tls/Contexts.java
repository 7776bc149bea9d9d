package nut.common.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** What server and client make of keys and certificates. */
final class Contexts {
    /** The versions that are spoken; older ones are broken (RFC 8996). */
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Contexts() {
    }

    static SSLContext context(Optional<Identity> own, TrustManager trust, SecureRandom random) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = own.isPresent() ? new KeyManager[] {new OwnKey(own.get())} : new KeyManager[0];
            context.init(keys, new TrustManager[] {trust}, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Trusts what these authorities issued, and these certificates themselves. Whether something was revoked is not asked. */
    static TrustManager trusting(Collection<X509Certificate> authorities) {
        Set<TrustAnchor> anchors = authorities.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, null);
            parameters.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot verify certificates", e);
        }
    }
}
