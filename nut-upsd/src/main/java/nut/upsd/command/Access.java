package nut.upsd.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Predicate;
import nut.common.conf.UpsdUser;
import nut.common.conf.UpsdUsers;

/** Who may do what, by upsd.users. Owned by the event loop. */
public final class Access {
    private UpsdUsers users = new UpsdUsers(Map.of());

    /** upsd.users was read, or read again. */
    public void users(UpsdUsers newUsers) {
        users = newUsers;
    }

    /**
     * Whether a client is whom it says it is, and that user has a right. The time it takes tells nothing of a password, nor whether there
     * is such a user.
     */
    boolean permits(Session session, Predicate<UpsdUser> right) {
        UpsdUser user = users.users().get(session.userName());
        byte[] given = session.password().getBytes(StandardCharsets.UTF_8);
        byte[] wanted = user == null ? new byte[given.length + 1] : user.password().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, given) && user != null && right.test(user);
    }
}
