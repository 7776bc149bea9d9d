package nut.upsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import nut.common.AdminFault;
import nut.common.conf.UpsdTls;
import nut.common.tls.Identity;
import nut.common.tls.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes upsd's TLS of what upsd.conf says. It is left alone where there is no CERTFILE, so that the classes of the JDK's TLS take no memory
 * there.
 */
final class Certified {
    private static final Logger LOG = LoggerFactory.getLogger(Certified.class);
    private static final Duration SOON = Duration.ofDays(14);

    private Certified() {
    }

    /**
     * TLS with the certificate of CERTFILE. One that has expired serves all the same, as with NUT, and is complained of: clients that do
     * not verify it would otherwise lose their UPS with it.
     *
     * @throws AdminFault when a file is missing, damaged, or not what the others need
     */
    static ServerTls tls(UpsdTls settings) {
        Path file = settings.certFile().orElseThrow();
        Identity own = Identity.read(file, settings.keyPassword()).named(settings.certName());
        ServerTls tls = ServerTls.of(own, settings.request(), settings.certPath(), settings.strongOnly());
        warnIfReadableByOthers(file);
        Instant now = Instant.now();
        if (own.notAfter().isBefore(now)) {
            LOG.error("{}: the certificate has expired at {}; clients that verify it will not connect; put a new one there and reload upsd",
                file, own.notAfter());
        } else if (own.notAfter().isBefore(now.plus(SOON))) {
            LOG.warn("{}: the certificate expires at {}; put a new one there and reload upsd", file, own.notAfter());
        } else if (own.notBefore().isAfter(now)) {
            LOG.error("{}: the certificate is not valid before {}; clients that verify it will not connect; look at the clock",
                file, own.notBefore());
        }
        LOG.info("TLS is on offer with the certificate {} of {}", own.chain().getFirst().getSubjectX500Principal().getName(), file);
        return tls;
    }

    private static void warnIfReadableByOthers(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("{} is world readable, and it holds a private key; chmod o-r it", file);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at", file, e);
        }
    }
}
