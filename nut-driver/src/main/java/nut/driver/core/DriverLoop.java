package nut.driver.core;

import java.io.IOException;
import java.nio.file.Path;
import nut.common.state.DriverEnd;
import nut.common.state.Outcome;
import nut.common.state.Request;
import nut.common.state.UpsSnapshot;
import nut.driver.line.LineLost;
import nut.driver.line.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a driver, on one thread, which owns the line, the driver and the state.
 *
 * <pre>
 *     first contact --no--> AdminFault
 *          | published
 *          v                 no answer, device gone: stale, said once
 *     +--> serve ----------------------------------------------------> seek ---+
 *     |    waits for: bytes, requests, the poll interval, signals      waits for: bytes, the next try (device: 1 s, UPS: 2 s), signals
 *     +----------------------------------------------------------------------+
 *                          answers again: fresh, said once with the duration
 * </pre>
 * Between any two questions to the UPS it looks for news, requests and the wish to stop, so none of them waits longer than one exchange.
 */
final class DriverLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DriverLoop.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long SOONEST_TRY_NANOS = SECOND;
    private static final long REOPEN_NANOS = SECOND;
    private static final long ASK_AGAIN_NANOS = 2 * SECOND;
    /** A device that is open but silent is opened anew so often: some adapters need that. */
    private static final long SILENT_DEVICE_NANOS = 30 * SECOND;

    private final DriverSettings settings;
    private final Work work;
    private final Attachment attachment;
    private final Port port;
    private final UpsState state;
    private final Driver driver;
    private final DriverSelf self;
    private volatile DriverEnd end;
    private boolean inContact;
    private boolean more;
    private long nextPoll;
    private long lostSince;
    private String lossReason = "";
    private long lastTry;
    private long nextTry;
    private long openedAt;

    /** A driver that never learns what ups.conf says later. */
    DriverLoop(DriverSettings settings, DriverKind kind, Work work) {
        this(settings, kind, work, new Rereading(() -> settings, 0));
    }

    DriverLoop(DriverSettings settings, DriverKind kind, Work work, Rereading rereading) {
        this.settings = settings;
        this.work = work;
        this.attachment = new Attachment(settings, kind, work, rereading, this::publish);
        this.port = attachment.port();
        this.state = attachment.state();
        this.driver = attachment.driver();
        this.self = attachment.self();
    }

    /**
     * First contact, then publication: when this returns, upsd can serve the UPS.
     *
     * @param stateDirectory where driver and upsd meet
     * @param version        the suite's version
     * @throws AdminFault           when there is no such UPS
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    void begin(Path stateDirectory, String version) throws InterruptedException {
        IOException absent = attachment.find(version);
        openedAt = System.nanoTime();
        nextPoll = openedAt + pollNanos();
        end = DriverEnd.create(stateDirectory, settings.ups(), settings.program(), version, this::requested);
        end.publish(state.snapshot());
        if (absent != null) {
            lose(absent);
            return;
        }
        end.heartbeat();
        inContact = true;
        LOG.info("UPS {}: {} {} on {}", settings.ups(), state.value("ups.mfr").orElse("?"), state.value("ups.model").orElse("?"),
            settings.port());
    }

    /** Serves until told to stop. */
    void run() {
        try {
            while (!work.isStopping()) {
                work.takeReload().ifPresent(this::reload);
                if (inContact) {
                    serve();
                } else {
                    seek();
                }
            }
        } finally {
            leave();
        }
    }

    private void reload(ReloadManner manner) {
        self.reload(manner, work::stop);
        if (inContact) {
            state.publish();
        }
    }

    private long pollNanos() {
        return self.settings().pollInterval().toNanos();
    }

    private void serve() {
        try {
            if (port.hasNews()) {
                more |= driver.listen();
            }
            Request request = work.takeRequest();
            if (request != null) {
                perform(request);
                more = true;
            }
            long now = System.nanoTime();
            if (now - nextPoll >= 0) {
                driver.beginPoll();
                nextPoll = Math.max(nextPoll, now - pollNanos()) + pollNanos();
                more = true;
            }
            if (more) {
                more = driver.pollNext();
                if (!more) {
                    end.heartbeat();
                }
            } else if (!work.takeNews()) {
                work.await(nextPoll);
            }
        } catch (IOException lost) {
            lose(lost);
        }
    }

    private void seek() {
        work.await(nextTry);
        boolean heard = work.takeNews() && port.isOpen() && System.nanoTime() - lastTry >= SOONEST_TRY_NANOS;
        refuseRequests();
        if (work.isStopping() || !heard && System.nanoTime() - nextTry < 0) {
            return;
        }
        lastTry = System.nanoTime();
        try {
            if (!port.isOpen()) {
                port.open();
                openedAt = lastTry;
            }
            driver.reattach();
            found();
        } catch (LineLost gone) {
            port.close();
            stillLost(gone, REOPEN_NANOS);
        } catch (IOException silent) {
            if (System.nanoTime() - openedAt > SILENT_DEVICE_NANOS) {
                port.close();
            }
            stillLost(silent, ASK_AGAIN_NANOS);
        }
    }

    private void lose(IOException reason) {
        inContact = false;
        end.stale();
        self.in("reconnect.trying");
        state.publish();
        lostSince = System.nanoTime();
        lastTry = lostSince;
        lossReason = reason.getMessage();
        LOG.warn("Communications with UPS {} lost: {}", settings.ups(), lossReason);
        if (reason instanceof LineLost) {
            port.close();
        }
        nextTry = lostSince + (port.isOpen() ? ASK_AGAIN_NANOS : REOPEN_NANOS);
    }

    private void stillLost(IOException reason, long pause) {
        nextTry = System.nanoTime() + pause;
        if (!reason.getMessage().equals(lossReason)) {
            lossReason = reason.getMessage();
            LOG.warn("Communications with UPS {} still lost, now because of: {}", settings.ups(), lossReason);
        }
    }

    private void found() {
        inContact = true;
        more = false;
        self.in("quiet");
        state.publish();
        nextPoll = System.nanoTime();
        end.heartbeat();
        LOG.warn("Communications with UPS {} re-established after {} s", settings.ups(), Fault.seconds(nextPoll - lostSince));
    }

    private void leave() {
        try {
            if (inContact) {
                driver.detach();
            }
        } catch (IOException gone) {
            LOG.debug("the UPS did not hear the farewell: {}", gone.getMessage());
        } finally {
            port.close();
            end.close();
        }
    }

    private void publish(UpsSnapshot snapshot) {
        if (end != null) {
            end.publish(snapshot);
        }
    }

    /** A request came, on a thread of upsd's door. */
    private void requested(Request request) {
        if (!work.request(request)) {
            LOG.warn("Too many requests for UPS {}: {} is refused", settings.ups(), request.words());
            end.outcome(request.id(), Outcome.FAILED);
        }
    }

    private void refuseRequests() {
        for (Request request = work.takeRequest(); request != null; request = work.takeRequest()) {
            end.outcome(request.id(), Outcome.FAILED);
        }
    }

    private void perform(Request request) throws LineLost {
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = attachment.requests().perform(request.words());
        } catch (LineLost gone) {
            throw gone;
        } catch (IOException silent) {
            LOG.warn("{} failed: {}", request.words(), silent.getMessage());
            driver.beginPoll();
        } finally {
            state.publish();
            end.outcome(request.id(), outcome);
        }
    }
}
