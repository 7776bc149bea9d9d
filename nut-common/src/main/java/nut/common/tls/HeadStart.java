package nut.common.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import nut.common.AdminFault;

/**
 * What shortens the way to the first handshake of a program that ends soon. Much of that way is arithmetic that the JVM has not compiled
 * yet: when the JDK first meets the curve P-256, it makes tables of multiples of the curve's generator.
 */
public final class HeadStart {
    /** The object identifier 1.2.840.10045.3.1.7, secp256r1, in DER (RFC 5480, 2.1.1.1). */
    private static final byte[] P256 = {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07};

    private HeadStart() {
    }

    /**
     * Has a thread of its own make those tables, while this one reads certificates and connects, unless they will hardly be wanted: with
     * X25519 alone to agree on a key ({@link ClientTls#withX25519Alone}) it is only signatures that need them.
     *
     * @param authorities whom the server is verified with, as in CERTPATH, if that is known: a file in which nobody has a key of P-256
     *                    speaks for a server that has none either
     */
    public static void begin(Optional<Path> authorities) {
        Thread thread = new Thread(() -> {
            if (authorities.isEmpty() || mayMeetP256(authorities.get())) {
                makeTables();
            }
        }, "tls-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the certificates of a file name the curve, or it is a directory. */
    static boolean mayMeetP256(Path authorities) {
        try {
            return Files.isDirectory(authorities) || Pem.blocks(authorities).stream().anyMatch(HeadStart::namesP256);
        } catch (AdminFault unreadable) {
            // Who reads it for use says so.
            return false;
        }
    }

    private static boolean namesP256(Pem block) {
        byte[] content = block.content();
        for (int from = 0; from <= content.length - P256.length; from++) {
            if (Arrays.equals(content, from, from + P256.length, P256, 0, P256.length)) {
                return true;
            }
        }
        return false;
    }

    private static void makeTables() {
        try {
            // By the provider's name: otherwise those before it are loaded first.
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    /**
     * A source of randomness that is at hand soon: the JDK's own, which reads {@code /dev/urandom}. Without that file, as in a jail, it is
     * getrandom(2), which costs some 20 ms before the first byte. Only this one waits, soon after a boot, for the kernel to have gathered
     * any randomness.
     */
    public static SecureRandom random() {
        return Files.isReadable(Path.of("/dev/urandom")) && Files.isReadable(Path.of("/dev/random")) ? new SecureRandom()
            : KernelRandomProvider.random();
    }
}
