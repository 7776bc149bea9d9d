package nut.upsmon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line on the terminal of everybody who is logged in (wall(1)): for what the parent has to say when there is no notifier. */
final class Wall {
    private static final Logger LOG = LoggerFactory.getLogger(Wall.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Wall() {
    }

    static void write(String line) {
        try {
            long pid = Spawn.of(List.of("/bin/sh", "-c", "printf '%s\\n' \"$1\" | wall", "upsmon", line)).start();
            Optional<Children.End> end = Children.await(pid, PATIENCE);
            if (end.isEmpty()) {
                Kill.send(pid, Kill.SIGKILL);
            }
        } catch (PosixException failed) {
            LOG.debug("wall: {}", failed.getMessage());
        }
    }
}
