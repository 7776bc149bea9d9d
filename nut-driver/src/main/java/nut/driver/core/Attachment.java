package nut.driver.core;

import java.io.IOException;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.state.UpsSnapshot;
import nut.driver.line.LineLost;
import nut.driver.line.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver with its port and its state, wired together, and what it does before a loop serves the UPS, or instead of that. Owned by one
 * thread.
 */
final class Attachment {
    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
    private static final int FIRST_PATIENCE = 5;

    private final DriverSettings settings;
    private final DriverKind kind;
    private final Work work;
    private final UpsState state;
    private final Port port;
    private final Driver driver;
    private final DriverSelf self;
    private final RequestDesk requests;

    /**
     * Wires a driver; its port is not open.
     *
     * @param outlet where snapshots go
     */
    Attachment(DriverSettings settings, DriverKind kind, Work work, Rereading rereading, Consumer<UpsSnapshot> outlet) {
        this.settings = settings;
        this.kind = kind;
        this.work = work;
        this.state = new UpsState(outlet, settings.overrides(), settings.defaults());
        DriverKind.Wiring wiring = kind.wire(settings, state, work::news, work::isStopping);
        this.port = wiring.port();
        this.driver = wiring.driver();
        this.self = new DriverSelf(settings, kind, state, driver, rereading);
        this.requests = new RequestDesk(self, driver, work::stop);
    }

    /** One that publishes nothing, for a job that ends with it. */
    static Attachment unpublished(DriverSettings settings, DriverKind kind) {
        return new Attachment(settings, kind, new Work(), new Rereading(() -> settings, 0), snapshot -> { });
    }

    UpsState state() {
        return state;
    }

    Port port() {
        return port;
    }

    Driver driver() {
        return driver;
    }

    DriverSelf self() {
        return self;
    }

    RequestDesk requests() {
        return requests;
    }

    /** First contact. Returns null, or why there is no UPS yet, where the driver may start without one. */
    IOException find(String version) throws InterruptedException {
        IOException absent = firstContact();
        try {
            self.describe(version);
        } catch (AdminFault unusable) {
            port.close();
            throw unusable;
        }
        return absent;
    }

    private IOException firstContact() throws InterruptedException {
        try {
            if (driver.mayStartAlone()) {
                port.open();
            } else {
                open();
            }
            driver.attach(FIRST_PATIENCE);
            return null;
        } catch (IOException absent) {
            if (Thread.interrupted()) {
                port.close();
                throw new InterruptedException("stopped while it looked for the UPS");
            }
            if (driver.mayStartAlone()) {
                return absent;
            }
            port.close();
            throw new AdminFault("cannot find " + kind.looksFor() + " on " + settings.port() + " ("
                + absent.getMessage() + "): check cable, port and power");
        }
    }

    /** Finds the UPS, polls it some times at the poll interval, and leaves it again. */
    UpsSnapshot show(int polls, String version) throws InterruptedException {
        IOException absent = find(version);
        if (absent != null) {
            throw new AdminFault("UPS " + settings.ups() + " is not there: " + absent.getMessage());
        }
        long interval = settings.pollInterval().toNanos();
        long nextPoll = System.nanoTime() + interval;
        try {
            for (int poll = 0; poll < polls; poll++) {
                work.await(nextPoll);
                nextPoll += interval;
                driver.beginPoll();
                while (driver.pollNext()) {
                    work.takeNews();
                }
            }
            driver.detach();
            return state.snapshot();
        } catch (IOException lost) {
            throw new AdminFault("UPS " + settings.ups() + " was lost: " + lost.getMessage());
        } finally {
            port.close();
        }
    }

    /** {@code -k}: cuts the power and returns whether the UPS accepted that. */
    boolean cutPower() {
        open();
        try {
            return requests.cutPower(settings.value("sdcommands"));
        } catch (IOException lost) {
            LOG.error("The power of UPS {} is not cut: {}", settings.ups(), lost.getMessage());
            return false;
        } finally {
            port.close();
        }
    }

    private void open() {
        try {
            port.open();
        } catch (LineLost closed) {
            throw new AdminFault("cannot open " + settings.port() + ": " + closed.getMessage() + DeviceAdvice.on(settings.port()));
        }
    }
}
