package nut.driver.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nut.common.AdminFault;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.posix.LifeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code -k}: tells the UPS to cut the power of its load. A driver that serves the UPS is stopped first, because the port is its own; one
 * that does not stop is killed, because at this moment the machine is about to lose its power.
 */
public final class PowerKill {
    private static final Logger LOG = LoggerFactory.getLogger(PowerKill.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PowerKill() {
    }

    /** Does it; true when the UPS has accepted. */
    public static boolean run(DriverSettings settings, DriverKind kind, NutEnvironment environment) {
        Path pidFile = Places.of(settings, environment, System.getenv()).pidFile();
        OptionalLong holder = PidFile.holder(pidFile);
        if (holder.isPresent()) {
            LOG.info("Stopping the driver that serves UPS {} (process {})", settings.ups(), holder.getAsLong());
            if (!hasStopped(holder.getAsLong(), Kill.SIGTERM, pidFile) && !hasStopped(holder.getAsLong(), Kill.SIGKILL, pidFile)) {
                LOG.error("Process {} does not end; trying all the same", holder.getAsLong());
            }
        }
        LOG.info("Initiating UPS [{}] shutdown", settings.ups());
        boolean accepted = Attachment.unpublished(settings, kind).cutPower();
        if (accepted) {
            LOG.info("UPS [{}]: shutdown request was accepted", settings.ups());
        } else {
            LOG.error("UPS [{}]: shutdown request failed: the power stays on", settings.ups());
        }
        return accepted;
    }

    private static boolean hasStopped(long pid, int signal, Path pidFile) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("release").start(() -> {
            try {
                LifeLock.awaitRelease(pidFile);
            } catch (IOException gone) {
                LOG.debug("{} is gone: {}", pidFile, gone.getMessage());
            }
            released.complete(null);
        });
        try {
            if (Kill.send(pid, signal)) {
                released.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException stillThere) {
            LOG.warn("Process {} has not ended {} s after signal {}", pid, PATIENCE.toSeconds(), signal);
            return false;
        } catch (IOException forbidden) {
            throw new AdminFault("the driver that runs as process " + pid + " cannot be stopped: " + forbidden.getMessage()
                + "; run this as its user or as root");
        } catch (InterruptedException | ExecutionException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
