package nut.upsmon.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import nut.common.posix.UserId;
import nut.common.state.DirectoryWatch;

/**
 * Where drivers keep their regions.
 *
 * @param path   its name, for the watcher: the root directory, if it is locked in there
 * @param watch  tells what changes there
 * @param maxAge how long after a driver's last good exchange with its UPS its data are fresh
 */
public record StateDirectory(Path path, DirectoryWatch watch, Duration maxAge) implements Place {
    private static final int READ_AND_ENTER = 5;
    private static final int ALL = 7;

    /**
     * What keeps a state directory from being the root directory of a watcher; empty if nothing does.
     *
     * @param user   who the watcher is there
     * @param groups the groups that it has
     */
    public static Optional<String> complaint(Path directory, UserId user, int... groups) {
        try {
            if (!Files.isDirectory(directory)) {
                return Optional.of("the state directory " + directory + " is not there; start the driver first, or write STATEPATH");
            }
            Map<String, Object> attributes = Files.readAttributes(directory, "unix:mode,uid,gid");
            int mode = (int) attributes.get("mode");
            if ((mode & ALL) != 0) {
                return Optional.of("the state directory " + directory + " is open to everybody, and upsmon's watcher is not locked into"
                    + " such a one; is it the drivers' own? It should have mode 1770 and belong to root:nut");
            }
            int group = (int) attributes.get("gid");
            int shift = attributes.get("uid").equals(user.uid()) ? 6
                : group == user.gid() || Arrays.stream(groups).anyMatch(one -> one == group) ? 3 : 0;
            if (user.uid() != 0 && (mode >> shift & READ_AND_ENTER) != READ_AND_ENTER) {
                return Optional.of("the user " + user.name() + " may not read the state directory " + directory
                    + "; have RUN_AS_USER name one of the drivers' group (nut)");
            }
            return Optional.empty();
        } catch (IOException hidden) {
            return Optional.of("the state directory " + directory + " cannot be looked at: " + hidden);
        }
    }
}
