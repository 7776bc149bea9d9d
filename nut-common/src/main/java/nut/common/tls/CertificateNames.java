package nut.common.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** The names that a certificate has: its subject, the common name in it, and the alternative names (RFC 5280, 4.2.1.6). */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {
    }

    /** Whether one of its names is this one, in any case of letters. */
    static boolean has(X509Certificate certificate, String name) {
        X500Principal subject = certificate.getSubjectX500Principal();
        return name.equalsIgnoreCase(commonName(subject)) || isSubject(subject, name) || isAlternative(certificate, name);
    }

    private static boolean isSubject(X500Principal subject, String name) {
        try {
            return subject.equals(new X500Principal(name));
        } catch (IllegalArgumentException notADistinguishedName) {
            return false;
        }
    }

    private static boolean isAlternative(X509Certificate certificate, String name) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(entry -> (entry.get(0).equals(DNS) || entry.get(0).equals(IP_ADDRESS))
                && name.equalsIgnoreCase(entry.get(1).toString()));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** The value of CN; "" when there is none. RFC 2253 writes the parts of a name with commas, and a comma in a value with a backslash. */
    private static String commonName(X500Principal subject) {
        for (String part : subject.getName(X500Principal.RFC2253).split("(?<!\\\\),")) {
            if (part.startsWith("CN=")) {
                return part.substring(3).replace("\\", "");
            }
        }
        return "";
    }
}
