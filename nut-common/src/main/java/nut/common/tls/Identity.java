package nut.common.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import nut.common.AdminFault;

/**
 * Who one is: a certificate, those of the authorities that issued it, and its private key.
 *
 * @param file  where it came from, for messages
 * @param chain the own certificate first
 * @param key   of the first certificate
 */
public record Identity(Path file, List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] SAMPLE = {'N', 'U', 'T'};

    /**
     * Reads a file as CERTFILE has it: certificate, authorities, private key, all PEM.
     *
     * @param password of the key; "" for none
     * @throws AdminFault if one of these is missing, damaged, locked, or they do not belong together
     */
    public static Identity read(Path file, String password) {
        List<Pem> blocks = Pem.blocks(file);
        List<X509Certificate> chain = Certificates.of(blocks, file);
        if (chain.isEmpty()) {
            throw new AdminFault(file + " has no certificate in PEM form; put the certificate first and its private key behind it");
        }
        Pem block = blocks.stream().filter(PrivateKeys::isKey).findFirst()
            .orElseThrow(() -> new AdminFault(file + " has no private key in PEM form; append the key of the certificate to the file"));
        PrivateKey key = PrivateKeys.of(block, file, password);
        if (!belongTogether(key, chain.getFirst().getPublicKey())) {
            throw new AdminFault(file + ": the private key is not that of the first certificate; put the key's own certificate first");
        }
        return new Identity(file, List.copyOf(chain), key);
    }

    /**
     * Looks that the certificate is the one that CERTIDENT names: by its subject, its common name, or one of its other names.
     *
     * @throws AdminFault if it is another
     */
    public Identity named(String name) {
        X509Certificate own = chain.getFirst();
        if (!name.isEmpty() && !CertificateNames.has(own, name)) {
            throw new AdminFault(file + ": the certificate is " + own.getSubjectX500Principal().getName() + ", not \"" + name
                + "\" as CERTIDENT says; name the right one, or leave CERTIDENT's name empty");
        }
        return this;
    }

    /** When the first certificate ends. */
    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** When it begins. */
    public Instant notBefore() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        if (algorithm.equals("RSASSA-PSS")) {
            return certified.getAlgorithm().equals(algorithm);
        }
        try {
            KernelRandomProvider.install();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return file.toString();
    }
}
