package nut.common.tls;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.List;
import java.util.Map;
import nut.common.posix.KernelRandom;

/**
 * Makes the kernel's getrandom(2) the JVM's source of randomness. The JDK's own reads {@code /dev/random}; a jail has no such file, and
 * without it the JDK would measure its threads for seconds.
 */
public final class KernelRandomProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "NutKernelRandom";

    private KernelRandomProvider() {
        super(NAME, "1", "random bytes from getrandom(2)");
        putService(new Provider.Service(this, "SecureRandom", "getrandom", Spi.class.getName(), List.of(), Map.of("ThreadSafe", "true")) {
            @Override
            public Object newInstance(Object parameter) {
                return new Spi();
            }
        });
    }

    /** Sees to it once that every SecureRandom made from now on is the kernel's. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.insertProviderAt(new KernelRandomProvider(), 1);
        }
    }

    /** Without state. */
    private static final class Spi extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        @Override
        protected void engineSetSeed(byte[] seed) {
            // The kernel needs none.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            KernelRandom.fill(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            KernelRandom.fill(seed);
            return seed;
        }
    }

    /** A source of the kernel's. */
    public static SecureRandom random() {
        install();
        return new SecureRandom();
    }
}
