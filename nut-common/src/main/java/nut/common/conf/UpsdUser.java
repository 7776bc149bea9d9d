package nut.common.conf;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One user of upsd, and what it may do.
 *
 * @param name     what stands between the brackets, as the client must send it
 * @param password as plain text or as a hash
 * @param actions  in lower case: {@code set}, {@code fsd}, {@code login}, {@code master}; those of the role are among them
 * @param instcmds in lower case; {@code all} stands for every command
 * @param upsmon   the role, if it has one
 */
public record UpsdUser(String name, Password password, Set<String> actions, Set<String> instcmds, Optional<UpsmonRole> upsmon) {
    /** A user with its rights. */
    public UpsdUser {
        actions = Set.copyOf(actions);
        instcmds = Set.copyOf(instcmds);
    }

    /** Whether it may do an action, in any case. */
    public boolean mayAct(String action) {
        return actions.contains(action.toLowerCase(Locale.ROOT));
    }

    /** Whether it may run an instant command. */
    public boolean mayRun(String command) {
        return instcmds.contains("all") || instcmds.contains(command.toLowerCase(Locale.ROOT));
    }

    /** Whether it may LOGIN. */
    public boolean mayLogin() {
        return actions.contains("login");
    }

    /** Whether it may become PRIMARY. */
    public boolean mayBePrimary() {
        return actions.contains("master");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "[" + name + "]";
    }
}
