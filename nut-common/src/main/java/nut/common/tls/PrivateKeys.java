package nut.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import nut.common.AdminFault;

/**
 * Private keys out of PEM blocks: PKCS#8 (RFC 5958), plain or encrypted; PKCS#1 (RFC 8017) and SEC 1 (RFC 5915), which are wrapped into
 * PKCS#8, the only form that the JDK reads.
 */
final class PrivateKeys {
    private static final Set<String> LABELS = Set.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    /** 1.2.840.113549.1.1.1 with NULL for parameters (RFC 3279, 2.3.1). */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    /** 1.2.840.10045.2.1; the curve follows (RFC 5480, 2.1.1). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeys() {
    }

    static boolean isKey(Pem block) {
        return LABELS.contains(block.label());
    }

    /**
     * The key of a block.
     *
     * @param password "" for none
     * @throws AdminFault if it is encrypted and the password does not open it, or is no key of a kind that TLS uses
     */
    static PrivateKey of(Pem block, Path file, String password) {
        if (block.encrypted()) {
            throw new AdminFault(file + ": the private key is encrypted in an old form; convert it with openssl pkcs8 -topk8, or write it"
                + " without a password and let nobody else read the file");
        }
        try {
            byte[] pkcs8 = switch (block.label()) {
                case "RSA PRIVATE KEY" -> wrapped(RSA, block.content());
                case "EC PRIVATE KEY" -> wrapped(curve(block, file), block.content());
                case "ENCRYPTED PRIVATE KEY" -> opened(block, file, password);
                default -> block.content();
            };
            return parsed(pkcs8, file);
        } catch (IllegalArgumentException e) {
            throw unreadable(file);
        }
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.value(Der.SEQUENCE, VERSION_0, Der.value(Der.SEQUENCE, algorithm), Der.value(Der.OCTET_STRING, key));
    }

    private static byte[] curve(Pem block, Path file) {
        byte[] curve = Der.find(block.content(), Der.CONTEXT_0);
        if (curve == null) {
            throw new AdminFault(file + ": the private key does not name its curve; convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] algorithm = new byte[EC.length + curve.length];
        System.arraycopy(EC, 0, algorithm, 0, EC.length);
        System.arraycopy(curve, 0, algorithm, EC.length, curve.length);
        return algorithm;
    }

    private static byte[] opened(Pem block, Path file, String password) {
        if (password.isEmpty()) {
            throw new AdminFault(file + ": the private key is encrypted; give its password as the second value of CERTIDENT"
                + " (CERTIDENT_PASS in nutauth.conf), or write the key without a password and let nobody else read the file");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(block.content());
            // For PBES2 the parameters, as text, name the whole algorithm.
            String name = info.getAlgName().startsWith("PBEWith") ? info.getAlgName() : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password.toCharArray())), info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new AdminFault(file + ": the password does not open the private key, or it is encrypted in a way that is not known here;"
                + " write it anew with openssl pkcs8 -topk8 -v2 aes-256-cbc");
        }
    }

    private static PrivateKey parsed(byte[] pkcs8, Path file) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // It may be a key of the next kind.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no " + algorithm, e);
            }
        }
        throw unreadable(file);
    }

    private static AdminFault unreadable(Path file) {
        return new AdminFault(file + ": the private key is damaged or of a kind that TLS does not use; it must be RSA, EC or Ed25519");
    }
}
