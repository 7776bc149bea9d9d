package nut.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nut.common.AdminFault;

/** Certificates out of PEM files. */
final class Certificates {
    /** Where distributions keep the certificates of all public authorities: Debian, Red Hat, SUSE, Alpine. */
    private static final List<Path> SYSTEM = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
        Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/ca-bundle.pem"), Path.of("/etc/ssl/cert.pem"));

    private Certificates() {
    }

    /** The certificates of a file's blocks, in its order. */
    static List<X509Certificate> of(List<Pem> blocks, Path file) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : blocks) {
                if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (CertificateException e) {
            throw new AdminFault(file + ": a certificate in it is damaged (" + e.getMessage() + "); copy the file again");
        }
        return found;
    }

    /**
     * What CERTPATH names: a file with certificates, or a directory of such files. What is no certificate is passed over in a directory.
     *
     * @throws AdminFault if there is none
     */
    static List<X509Certificate> authorities(Path path) {
        List<X509Certificate> found = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            found.addAll(of(Pem.blocks(path), path));
        } else {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    addReadable(file, found);
                }
            } catch (IOException e) {
                throw new AdminFault("the directory " + path + " cannot be read: " + e.getMessage() + "; make it readable");
            }
        }
        if (found.isEmpty()) {
            throw new AdminFault("CERTPATH " + path + " has no certificate in PEM form"
                + (Files.exists(path.resolve("cert9.db")) ? "; it is an NSS database, export its certificates with certutil -L -a" : "")
                + "; put the certificates of the authorities there");
        }
        return found;
    }

    private static void addReadable(Path file, List<X509Certificate> found) {
        try {
            found.addAll(of(Pem.blocks(file), file));
        } catch (AdminFault noCertificates) {
            // Directories of certificates hold other things as well, such as keys that only root reads.
        }
    }

    /** The certificates of the public authorities that this system trusts. */
    static List<X509Certificate> ofSystem() {
        for (Path path : SYSTEM) {
            if (Files.isReadable(path)) {
                return authorities(path);
            }
        }
        throw new AdminFault("this system has no certificates of authorities to verify with; name some with CERTPATH");
    }
}
