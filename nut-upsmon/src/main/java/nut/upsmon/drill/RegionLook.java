package nut.upsmon.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.BootClock;
import nut.common.posix.UserId;
import nut.common.posix.Users;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.RegionWatch;
import nut.upsmon.watch.StateDirectory;

/** Looks at what a MONITOR line without a upsd needs: the state directory, who may read it, and the driver's region. */
final class RegionLook {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UpsmonConf conf;
    private final Monitor monitor;
    private final String user;
    private final Findings findings;

    RegionLook(UpsmonConf conf, Monitor monitor, String user, Findings findings) {
        this.conf = conf;
        this.monitor = monitor;
        this.user = user;
        this.findings = findings;
    }

    void look() {
        Path directory = conf.regions().statePath().orElse(NutEnvironment.current().statePath());
        try {
            UserId watcher = Users.resolve(user, Optional.empty());
            Optional<String> complaint = StateDirectory.complaint(directory, watcher, Users.groups(watcher));
            if (complaint.isPresent()) {
                findings.wrong(monitor.ups() + " cannot be watched: " + complaint.get());
                return;
            }
            status(directory);
        } catch (AdminFault fault) {
            findings.wrong(monitor.ups() + " cannot be looked at: " + fault.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        if (monitor.primary() && Files.exists(directory.resolve(monitor.ups().ups() + ".upsd"))) {
            findings.note("a upsd serves " + monitor.ups().ups() + " as well: it is told of no forced shutdown, and its secondaries are not"
                + " waited for; if there are any, monitor " + monitor.ups().ups() + "@localhost");
        }
    }

    private void status(Path directory) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        try (DirectoryWatch watch = DirectoryWatch.open(directory);
            RegionWatch region = RegionWatch.follow(watch, directory, monitor.ups().ups(), news::release)) {
            if (!news.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !region.view().orElse(DriverView.NONE).connected()) {
                findings.wrong(monitor.ups() + " has no driver: there is no living one with a region in " + directory
                    + "; is it started, and is this its STATEPATH?");
                return;
            }
            DriverView view = region.view().orElseThrow();
            if (view.fresh(BootClock.nanos(), conf.regions().maxAge())) {
                findings.status(monitor.ups().toString(), view.snapshot().value("ups.status").orElse(""));
            } else {
                findings.wrong(monitor.ups() + " has no status: its driver does not hear from the UPS");
            }
        }
    }
}
