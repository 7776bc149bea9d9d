package nut.common.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/**
 * What shortens the way to the first handshake of a program that ends soon. Much of that way is arithmetic that the JVM has not compiled
 * yet: when the JDK first meets the curve P-256, which it does in each handshake, it makes tables of multiples of the curve's generator.
 */
public final class HeadStart {
    private HeadStart() {
    }

    /** Has a thread of its own make those tables, while this one reads certificates and connects. */
    public static void begin() {
        Thread thread = new Thread(HeadStart::makeTables, "tls-ahead");
        thread.setDaemon(true);
        thread.start();
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
