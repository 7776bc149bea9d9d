package nut.common.conf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A salted password hash in one of the crypt(3) forms {@code $5$} (SHA-256) and {@code $6$} (SHA-512):
 *
 * <pre>
 *   $6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.
 *    |     |              |                    |
 *    |     |              |                    43 or 86 characters of ./0-9A-Za-z
 *    |     |              up to 16 characters
 *    |     5000 when left out
 *    the form
 * </pre>
 *
 * <p>Made as Ulrich Drepper's "Unix crypt using SHA-256 and SHA-512" (version 0.6, public domain) describes it. That allows up to
 * 999,999,999 rounds, with which one look at a password would take minutes; here {@value #MOST_ROUNDS} are the most.
 */
final class ShaCrypt {
    static final int MOST_ROUNDS = 500_000;
    static final int FEWEST_ROUNDS = 1000;
    static final int USUAL_ROUNDS = 5000;
    private static final int LONGEST_SALT = 16;
    private static final String ROUNDS = "rounds=";
    private static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final boolean is512;
    private final int rounds;
    private final byte[] salt;
    private final String hash;

    private ShaCrypt(boolean is512, int rounds, String salt, String hash) {
        this.is512 = is512;
        this.rounds = rounds;
        this.salt = bytes(salt);
        this.hash = hash;
    }

    /** Whether a text has the beginning of such a hash. */
    static boolean isMeantBy(String text) {
        return text.startsWith("$5$") || text.startsWith("$6$");
    }

    /**
     * Takes a hash apart.
     *
     * @throws IllegalArgumentException if it is none; the message says why and holds nothing of it but a number of rounds
     */
    static ShaCrypt parse(String text) {
        boolean is512 = text.startsWith("$6$");
        String rest = text.substring(3);
        int rounds = USUAL_ROUNDS;
        if (rest.startsWith(ROUNDS)) {
            int end = rest.indexOf('$');
            String number = rest.substring(ROUNDS.length(), Math.max(end, ROUNDS.length()));
            Integer given = Numbers.parse(number);
            if (given == null || given < FEWEST_ROUNDS || given > MOST_ROUNDS) {
                throw new IllegalArgumentException("its rounds are not a number from " + FEWEST_ROUNDS + " to " + MOST_ROUNDS);
            }
            rounds = given;
            rest = rest.substring(end + 1);
        }
        int end = rest.indexOf('$');
        if (end < 0 || end > LONGEST_SALT) {
            throw new IllegalArgumentException("its salt is not " + LONGEST_SALT + " characters or fewer with a $ after them");
        }
        String hash = rest.substring(end + 1);
        int length = is512 ? 86 : 43;
        if (hash.length() != length || !hash.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("after the salt there are not " + length + " characters of ./0-9A-Za-z");
        }
        return new ShaCrypt(is512, rounds, rest.substring(0, end), hash);
    }

    /** A hash that nothing matches, and that takes as long as this one to find that out. */
    ShaCrypt decoy() {
        return new ShaCrypt(is512, rounds, "decoy", "");
    }

    /** Whether a password has this hash. It takes some milliseconds for each thousand rounds. */
    boolean matches(String password) {
        return MessageDigest.isEqual(bytes(hash), bytes(digits(digest(bytes(password)))));
    }

    /** Steps 1 to 21 of the specification. */
    private byte[] digest(byte[] password) {
        MessageDigest digest = algorithm();
        digest.update(password);
        digest.update(salt);
        byte[] b = digest.digest(password);

        digest.update(password);
        digest.update(salt);
        digest.update(repeated(b, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            digest.update((bits & 1) == 1 ? b : password);
        }
        byte[] a = digest.digest();

        for (int i = 0; i < password.length; i++) {
            digest.update(password);
        }
        byte[] p = repeated(digest.digest(), password.length);
        int salts = 16 + (a[0] & 0xFF);
        for (int i = 0; i < salts; i++) {
            digest.update(salt);
        }
        byte[] s = repeated(digest.digest(), salt.length);
        return stretched(digest, a, p, s);
    }

    private byte[] stretched(MessageDigest digest, byte[] a, byte[] p, byte[] s) {
        byte[] c = a;
        for (int round = 0; round < rounds; round++) {
            boolean odd = (round & 1) == 1;
            digest.update(odd ? p : c);
            if (round % 3 != 0) {
                digest.update(s);
            }
            if (round % 7 != 0) {
                digest.update(p);
            }
            c = digest.digest(odd ? c : p);
        }
        return c;
    }

    /** Step 22: three bytes make four digits, the bytes taken from the three thirds of the digest in turn. */
    private String digits(byte[] c) {
        StringBuilder out = new StringBuilder(86);
        int third = c.length / 3;
        for (int i = 0; i < third; i++) {
            int turn = (is512 ? i : 2 * i) % 3;
            append(out, c[turn * third + i], c[(turn + 1) % 3 * third + i], c[(turn + 2) % 3 * third + i], 4);
        }
        if (is512) {
            append(out, (byte) 0, (byte) 0, c[63], 2);
        } else {
            append(out, (byte) 0, c[31], c[30], 3);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, byte high, byte middle, byte low, int count) {
        int bits = (high & 0xFF) << 16 | (middle & 0xFF) << 8 | low & 0xFF;
        for (int i = 0; i < count; i++) {
            out.append(DIGITS.charAt(bits >> 6 * i & 0x3F));
        }
    }

    private static byte[] repeated(byte[] block, int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i += block.length) {
            System.arraycopy(block, 0, out, i, Math.min(block.length, length - i));
        }
        return out;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance(is512 ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
