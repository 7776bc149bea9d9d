package nut.common.conf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password of upsd.users: as plain text, or as the salted hash of one. It is never shown. */
public final class Password {
    private final String text;
    private final ShaCrypt hash;

    private Password(String text, ShaCrypt hash) {
        this.text = text;
        this.hash = hash;
    }

    /**
     * What the file has. What begins with {@code $5$} or {@code $6$} is a hash of crypt(3), anything else is the password itself.
     *
     * @throws IllegalArgumentException if it begins like a hash and is none; the message says what is wrong without showing it
     */
    public static Password of(String text) {
        return new Password(text, ShaCrypt.isMeantBy(text) ? ShaCrypt.parse(text) : null);
    }

    /** Whether {@link #matches} takes milliseconds, so that it has to be asked on a thread that nobody waits for. */
    public boolean isHashed() {
        return hash != null;
    }

    /**
     * A password that nothing matches and that takes as long as this one to find that out, so that the time which it takes to refuse a user
     * who does not exist tells nothing.
     */
    public Password decoy() {
        return new Password("", hash == null ? null : hash.decoy());
    }

    /** Whether this is what a client has given. How long it takes tells nothing of a plain password. */
    public boolean matches(String given) {
        return hash != null ? hash.matches(given)
            : !text.isEmpty() && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the file has the same text for both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && text.equals(password.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return hash == null ? "(plain)" : "(hashed)";
    }
}
