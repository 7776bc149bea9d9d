package nut.upsdrvctl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nut.common.AdminFault;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.posix.LifeLock;

/**
 * Stops drivers: SIGTERM to the process that holds each pid file's lock, then the kernel says when the lock is gone, and with it the
 * process. Who does not go in time is killed.
 */
final class StopOrder {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WITH_KERNEL = Duration.ofSeconds(5);

    private final Request request;
    private final Console console;
    private final Duration patience;

    /** A driver on its way out. */
    private record Leaving(Driver driver, long pid, CountDownLatch gone) {
        boolean isGoneWithin(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            for (;;) {
                try {
                    return gone.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException nobodyDoesThat) {
                    continue;
                }
            }
        }
    }

    StopOrder(Request request, Console console) {
        this(request, console, PATIENCE);
    }

    /** With another patience before a driver is killed. */
    StopOrder(Request request, Console console, Duration patience) {
        this.request = request;
        this.console = console;
        this.patience = patience;
    }

    void carryOut(List<Driver> drivers) {
        List<Leaving> leaving = new ArrayList<>();
        for (Driver driver : drivers) {
            console.debug("Stopping " + driver);
            try {
                tell(driver, leaving);
            } catch (AdminFault fault) {
                console.failure(driver + " is not stopped: " + fault.getMessage());
            }
        }
        for (Leaving each : leaving) {
            await(each);
        }
    }

    private void tell(Driver driver, List<Leaving> leaving) {
        OptionalLong running = PidFile.holder(driver.pidFile());
        if (running.isPresent() && request.testing()) {
            console.news("kill: SIGTERM to process " + running.getAsLong() + " of " + driver.pidFile());
            return;
        }
        CountDownLatch gone = watch(driver.pidFile());
        OptionalLong told = PidFile.signal(driver.pidFile(), Kill.SIGTERM);
        if (told.isPresent()) {
            leaving.add(new Leaving(driver, told.getAsLong(), gone));
        } else {
            console.failure(driver + " is not running: no living process holds " + driver.pidFile());
        }
    }

    /** Opens when no living process has the lock; watched from before the signal, so that the file may be gone at once. */
    private static CountDownLatch watch(Path pidFile) {
        CountDownLatch gone = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("release").start(() -> {
            try {
                LifeLock.awaitRelease(pidFile);
            } catch (IOException noSuchFileAnyMore) {
                gone.countDown();
            }
            gone.countDown();
        });
        return gone;
    }

    private void await(Leaving leaving) {
        if (leaving.isGoneWithin(patience)) {
            console.news(leaving.driver() + " has ended (process " + leaving.pid() + ")");
            return;
        }
        console.warning(leaving.driver() + " has not ended within " + patience.toSeconds() + " s of SIGTERM; killing process "
            + leaving.pid());
        OptionalLong killed = PidFile.signal(leaving.driver().pidFile(), Kill.SIGKILL);
        if (killed.isPresent() && !leaving.isGoneWithin(PATIENCE_WITH_KERNEL)) {
            console.failure(leaving.driver() + " does not end although it was killed; process " + leaving.pid()
                + " hangs in the kernel, which may be its serial port's doing");
        } else {
            console.news(leaving.driver() + " was killed (process " + leaving.pid() + ")");
        }
    }
}
