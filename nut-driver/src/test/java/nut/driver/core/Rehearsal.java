package nut.driver.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nut.common.AdminFault;
import nut.common.posix.BootClock;
import nut.common.state.DataStatus;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsdEnd;
import nut.driver.apc.ApcKind;
import nut.driver.simulator.UpsOnAPty;

/** The real driver on a real pty with a simulated UPS, and upsd's end of the region, which sees what upsd would see. */
final class Rehearsal implements AutoCloseable {
    /** What upsd saw, and when. */
    record Sight(long bootNanos, DriverView view) {
        String status() {
            return statusOf(view);
        }
    }

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    final UpsOnAPty ups;
    final List<Sight> sights = new CopyOnWriteArrayList<>();
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Work work = new Work();
    private final Path folder;
    private final DirectoryWatch watch;
    private final UpsdEnd upsd;
    private final Thread driver;
    private volatile Throwable failure;

    /** Starts all of it, and returns when the driver serves. */
    Rehearsal(Path folder, double speed) throws IOException {
        this.folder = folder;
        Path state = Files.createDirectories(folder.resolve("state"));
        ups = UpsOnAPty.start(folder.resolve("ttyS1"), folder.resolve("ups.log"), speed);
        watch = DirectoryWatch.open(state);
        upsd = UpsdEnd.follow(watch, state, "su700", "test", new UpsdEnd.Listener() {
            @Override
            public void changed(DriverView view) {
                sights.add(new Sight(BootClock.nanos(), view));
            }

            @Override
            public void outcome(long id, Outcome outcome) {
                outcomes.add(outcome);
            }
        });
        String port = folder.resolve("ttyS1").toString();
        DriverSettings settings = new DriverSettings("newapc", "su700", port, Duration.ofSeconds(1), Optional.empty(), Map.of());
        DriverLoop loop = new DriverLoop(settings, new ApcKind(), work);
        begin(loop, state);
        driver = Thread.ofPlatform().name("driver").start(() -> drive(loop));
    }

    private static void begin(DriverLoop loop, Path state) {
        try {
            loop.begin(state, "0.0");
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void drive(DriverLoop loop) {
        try {
            loop.run();
        } catch (AdminFault | AssertionError | IllegalStateException thrown) {
            failure = thrown;
        }
    }

    /** What upsd was told last, so whoever waits for it finds it among the sights. */
    DriverView view() {
        return sights.isEmpty() ? DriverView.NONE : sights.getLast().view();
    }

    String value(String variable) {
        return view().snapshot().value(variable).orElse("");
    }

    boolean isFresh() {
        return view().status() == DataStatus.FRESH;
    }

    void submit(String... words) {
        await("mailbox", () -> upsd.submit(List.of(words)) >= 0);
    }

    /** ups.status without the word for the way of the charge, which may come with any poll. */
    private static String statusOf(DriverView view) {
        return view.snapshot().value("ups.status").orElse("").replaceAll(" (DIS)?CHRG", "");
    }

    /** Waits until upsd sees the UPS in a state. */
    void awaitStatus(String status) {
        await("ups.status " + status, () -> statusOf(view()).equals(status) && isFresh());
    }

    void awaitStale() {
        await("stale data", () -> view().status() == DataStatus.STALE);
    }

    void awaitFresh() {
        await("fresh data", this::isFresh);
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (failure != null) {
                throw new AssertionError("the driver failed", failure);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no " + what + " within 20 s; upsd sees " + view());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        work.stop();
        try {
            driver.join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        upsd.close();
        watch.close();
        ups.close();
    }
}
