package nut.common.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whose a certificate is, and from when to when it counts.
 *
 * @param name   its subject
 * @param begins the first moment
 * @param ends   the last one
 */
public record Validity(String name, Instant begins, Instant ends) {

    /** That of a certificate. */
    public static Validity of(X509Certificate certificate) {
        return new Validity(certificate.getSubjectX500Principal().getName(), certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant());
    }

    /**
     * Those of the authorities that a client verifies with.
     *
     * @param certPath a file or a directory of certificates (CERTPATH); none means those that this system trusts
     * @throws nut.common.AdminFault if there are none
     */
    public static List<Validity> ofAuthorities(Optional<Path> certPath) {
        return certPath.map(Certificates::authorities).orElseGet(Certificates::ofSystem).stream().map(Validity::of).toList();
    }

    /** Whether it has ended, or not yet begun. */
    public boolean isOver(Instant now) {
        return now.isBefore(begins) || now.isAfter(ends);
    }

    /** Whether it counts now and ends within this time. */
    public boolean endsWithin(Duration time, Instant now) {
        return !isOver(now) && now.plus(time).isAfter(ends);
    }

    /** Name and days, in UTC, for people. */
    @Override
    public String toString() {
        return name + ", from " + day(begins) + " to " + day(ends);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
