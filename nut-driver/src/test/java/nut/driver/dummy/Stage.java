package nut.driver.dummy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import nut.common.daemon.NutEnvironment;
import nut.common.state.DataStatus;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsVariable;
import nut.common.state.UpsdEnd;
import nut.driver.core.DriverService;
import nut.driver.core.DriverSettings;
import nut.driver.core.DriverSettings.Choice;

/** The real driver with the real core, and upsd's end of the region, which sees what upsd would see. */
final class Stage implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    final List<String> statuses = new CopyOnWriteArrayList<>();
    private final DirectoryWatch watch;
    private final UpsdEnd upsd;
    private final DriverService service;
    private volatile Throwable failure;

    /**
     * Starts the driver, and returns when it serves.
     *
     * @param folder   holds the configuration, and the state in a folder of its own
     * @param interval between two polls
     * @param settings further settings, by name
     */
    Stage(Path folder, String port, Duration interval, Map<String, String> settings) throws IOException, InterruptedException {
        Path state = Files.createDirectories(folder.resolve("state"));
        watch = DirectoryWatch.open(state);
        upsd = UpsdEnd.follow(watch, state, "copy", "test", new UpsdEnd.Listener() {
            @Override
            public void changed(DriverView view) {
                String seen = view.status() + " " + view.snapshot().value("ups.status").orElse("");
                if (statuses.isEmpty() || !statuses.getLast().equals(seen)) {
                    statuses.add(seen);
                }
            }

            @Override
            public void outcome(long id, Outcome outcome) {
                outcomes.add(outcome);
            }
        });
        Map<String, Choice> choices = new HashMap<>();
        settings.forEach((name, value) -> choices.put(name, new Choice(value, "ups.conf:3")));
        NutEnvironment environment = new NutEnvironment(folder, state, state, state, 0);
        service = new DriverService(() -> new DriverSettings("dummy-ups", "copy", port, interval, Optional.empty(), choices),
            new DummyKind(environment), environment, 0);
        service.onFailure(thrown -> failure = thrown);
        try {
            service.start();
        } catch (RuntimeException | InterruptedException notStarted) {
            upsd.close();
            watch.close();
            throw notStarted;
        }
    }

    /** The commands for the UPS, without those for the driver itself. */
    Set<String> commands() {
        return view().snapshot().commands().stream().filter(command -> !command.startsWith("driver.")).collect(Collectors.toSet());
    }

    UpsVariable variable(String name) {
        return upsd.view().snapshot().variable(name).orElse(UpsVariable.of(name, "(none)"));
    }

    String value(String name) {
        return variable(name).value();
    }

    boolean isFresh() {
        return upsd.view().status() == DataStatus.FRESH;
    }

    DriverView view() {
        return upsd.view();
    }

    /** Sends a request, and returns how it ended. */
    Outcome submit(String... words) {
        int before = outcomes.size();
        await("mailbox", () -> upsd.submit(List.of(words)) >= 0);
        await("outcome", () -> outcomes.size() > before);
        return outcomes.get(before);
    }

    void awaitValue(String name, String value) {
        await(name + " " + value, () -> isFresh() && value(name).equals(value));
    }

    void awaitStale() {
        await("stale data", () -> view().status() == DataStatus.STALE);
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

    @Override
    public void close() {
        service.stop();
        upsd.close();
        watch.close();
    }
}
