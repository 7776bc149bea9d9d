package nut.common.conf;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * upsd.users: who may do what. See upsd.users(5).
 *
 * @param users by name; only those who have a password
 */
public record UpsdUsers(Map<String, UpsdUser> users) {
    /** A file's content. */
    public UpsdUsers {
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }

    /**
     * Reads the file.
     *
     * @throws nut.common.AdminFault if it cannot be read; NUT's upsd then serves without users
     */
    public static UpsdUsers read(Path file, Complaints complaints) {
        return new UpsdUsersReader(complaints).read(ConfigurationFile.secretStatements(file, complaints));
    }

    /** The user of that very name. */
    public Optional<UpsdUser> user(String name) {
        return Optional.ofNullable(users.get(name));
    }
}
