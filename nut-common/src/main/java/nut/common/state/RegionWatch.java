package nut.common.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.LifeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver as seen by a program that only looks: no upsd, no mailbox. It writes no file and takes no lock, and needs nothing but to read
 * the state directory and the driver's two files, under whatever name the directory has in this process.
 */
public final class RegionWatch implements AutoCloseable {
    /** How often the driver's stub is looked at if nothing else wakes. */
    private static final Duration SCAN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RegionWatch.class);

    private final StateFiles files;
    private final DirectoryWatch watch;
    private final Runnable onChange;
    private final RegionFollower follower;
    private volatile DriverView view = DriverView.NONE;
    private volatile boolean looked;

    private RegionWatch(DirectoryWatch watch, StateFiles files, Runnable onChange) {
        this.files = files;
        this.watch = watch;
        this.onChange = onChange;
        this.follower = new RegionFollower(files, SCAN, new Onlooker());
    }

    /**
     * Follows the driver of a UPS, whether it is there yet or not.
     *
     * @param watch          the watch on the state directory, shared by all of a process; it may have been made under another name of it
     * @param stateDirectory where the driver's files are
     * @param ups            the section's name in ups.conf
     * @param onChange       runs when {@link #view} has changed, on a thread of this object; hands that over at once
     * @throws nut.common.AdminFault when that cannot be the name of a UPS
     */
    public static RegionWatch follow(DirectoryWatch watch, Path stateDirectory, String ups, Runnable onChange) {
        RegionWatch region = new RegionWatch(watch, new StateFiles(stateDirectory, ups), onChange);
        watch.on(region.files.driverStub(), region.follower::poke);
        region.follower.start();
        return region;
    }

    /** What is known now; empty before the first look. From any thread. */
    public Optional<DriverView> view() {
        return looked ? Optional.of(view) : Optional.empty();
    }

    /** Follows no longer. */
    @Override
    public void close() {
        watch.forget(files.driverStub());
        follower.close();
    }

    private final class Onlooker implements RegionFollower.Reader {
        @Override
        public Logger log() {
            return LOG;
        }

        @Override
        public void awaitDeath(Path region, long pid) throws IOException {
            LifeLock.awaitRelease(region, pid, SCAN);
        }

        @Override
        public boolean mapped(long epoch) {
            return true;
        }

        @Override
        public void left() {
        }

        @Override
        public void changed(DriverView next) {
            view = next;
            if (looked) {
                onChange.run();
            }
        }

        @Override
        public void ended(List<RegionReader.Reported> outcomes) {
        }

        @Override
        public void looked() {
            if (!looked) {
                looked = true;
                onChange.run();
            }
        }
    }
}
