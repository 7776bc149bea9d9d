package nut.upsd.command;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import nut.common.conf.Password;
import nut.common.conf.UpsdUser;
import nut.common.conf.UpsdUsers;
import nut.upsd.access.ClientNetwork;
import nut.upsd.access.FailedLogins;
import nut.upsd.access.PasswordChecks;

/**
 * Who may do what, by upsd.users. Owned by the event loop. A hashed password is looked at elsewhere, once for each connection: a session
 * keeps the {@link Proof}, which counts as long as upsd.users has the same password for that user.
 */
public final class Access {
    private static final Password NONE = Password.of("none").decoy();

    private final PasswordChecks checks;
    private final FailedLogins failures = new FailedLogins();
    private UpsdUsers users = new UpsdUsers(Map.of());
    private Password ofNobody = NONE;

    /**
     * What a check of a hashed password has shown.
     *
     * @param password that of upsd.users
     * @param right    whether the client has given it
     */
    record Proof(Password password, boolean right) {
    }

    /** Nobody may do anything yet. */
    public Access(PasswordChecks checks) {
        this.checks = checks;
    }

    /** upsd.users was read, or read again. */
    public void users(UpsdUsers newUsers) {
        users = newUsers;
        ofNobody = newUsers.users().values().stream().map(UpsdUser::password).filter(Password::isHashed).findFirst()
            .map(Password::decoy).orElse(NONE);
    }

    /** Whether {@link #permits} can be asked now; if not, {@link #check} first. */
    boolean knows(Session session) {
        Password wanted = wanted(session);
        return !wanted.isHashed() || session.proof() != null && session.proof().password().equals(wanted);
    }

    /** Has a session's password looked at; the proof comes in a later pass. */
    PasswordChecks.Check check(Session session, Consumer<Proof> found) {
        Password wanted = wanted(session);
        return checks.submit(ClientNetwork.of(session.address()), wanted, session.password(),
            right -> found.accept(new Proof(wanted, right)));
    }

    /** Nobody waits for a check any more. */
    void cancel(PasswordChecks.Check check) {
        checks.cancel(check);
    }

    /** Whether a client is whom it says it is. */
    boolean proves(Session session) {
        Password wanted = wanted(session);
        return wanted.isHashed() ? knows(session) && session.proof().right() : wanted.matches(session.password());
    }

    /**
     * Whether a client is whom it says it is, and that user has a right. The time it takes tells nothing of a password. Nor does it tell
     * whether there is such a user, if all passwords are hashed or none is.
     */
    boolean permits(Session session, Predicate<UpsdUser> right) {
        UpsdUser user = users.users().get(session.userName());
        return proves(session) && user != null && right.test(user);
    }

    /** A client is not whom it says it is: how long it is to wait for that answer. */
    Duration failed(Session session, long nowNanos) {
        return failures.failed(ClientNetwork.of(session.address()), nowNanos);
    }

    private Password wanted(Session session) {
        UpsdUser user = users.users().get(session.userName());
        return user == null ? ofNobody : user.password();
    }
}
