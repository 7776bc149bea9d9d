package nut.common.conf;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificates in upsd.conf, with the meaning that they have for a NUT 2.8.6 that is built with OpenSSL.
 *
 * @param certFile      CERTFILE: upsd's certificate, those of its authorities, and its private key; without it there is no TLS
 * @param certPath      CERTPATH: a file or a directory with the authorities of clients' certificates
 * @param certName      the first value of CERTIDENT: what the certificate must be called; "" when that is all the same
 * @param keyPassword   the second value of CERTIDENT: what opens the private key; "" when it is not locked
 * @param request       CERTREQUEST: what is asked of clients
 * @param strongOnly    DISABLE_WEAK_SSL
 */
public record UpsdTls(Optional<Path> certFile, Optional<Path> certPath, String certName, String keyPassword, CertRequest request,
    boolean strongOnly) {
    /** No TLS. */
    public static final UpsdTls NONE = new UpsdTls(Optional.empty(), Optional.empty(), "", "", CertRequest.NO, false);

    /** Without the password. */
    @Override
    public String toString() {
        return certFile.map(Path::toString).orElse("no certificate");
    }
}
