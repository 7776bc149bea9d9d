package nut.upsmon.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.state.DriverView;
import nut.common.state.RegionWatch;

/**
 * Hears of one UPS from its driver's region, for ever: is woken by each publication, looks each second whether the data are still fresh,
 * and tells the status again at each interval. What a upsd would do for this machine it does itself: a forced shutdown is a word in the
 * status from then on, and nobody but this machine is logged in.
 */
final class RegionListener implements UpsSource {
    /** How soon stale data are noticed, which nobody tells. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String ALARM = "ALARM";
    private static final String FSD = "FSD";

    private final int index;
    private final Monitor monitor;
    private final StateDirectory directory;
    private final LongSupplier bootNanos;
    private final Consumer<News> news;
    private final FailureLog failures;
    private final Wishes wishes = new Wishes();
    private volatile Duration interval;
    private boolean forced;
    private String lastFault = "";
    private Set<String> lastWords = Set.of();
    private String lastAlarm = "";
    private long lastTold;

    /**
     * A listener for a MONITOR line.
     *
     * @param index     of the line
     * @param interval  how often to tell the status
     * @param throttle  POLLFAIL_LOG_THROTTLE_MAX
     * @param bootNanos the clock of drivers' heartbeats
     * @param news      takes what is heard; must not block
     */
    RegionListener(int index, Monitor monitor, StateDirectory directory, Duration interval, int throttle, LongSupplier bootNanos,
        Consumer<News> news) {
        this.index = index;
        this.monitor = monitor;
        this.directory = directory;
        this.interval = interval;
        this.bootNanos = bootNanos;
        this.news = news;
        this.failures = new FailureLog(monitor, throttle);
    }

    @Override
    public void every(Duration newInterval) {
        interval = newInterval;
    }

    @Override
    public void force() {
        wishes.force();
    }

    @Override
    public void askLogins() {
        wishes.askLogins();
    }

    @Override
    public void run() {
        try (RegionWatch region = RegionWatch.follow(directory.watch(), directory.path(), monitor.ups().ups(), wishes::wake)) {
            for (;;) {
                obey();
                Optional<DriverView> view = region.view();
                if (view.isPresent()) {
                    look(view.get());
                }
                wishes.await(LOOK);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey() {
        forced |= wishes.takeForce(forced);
        if (wishes.takeAskLogins()) {
            news.accept(new News.Logins(index, 1));
        }
    }

    /** The words for what keeps the status from being told are upsd's. */
    void look(DriverView view) {
        Optional<String> status = view.snapshot().value("ups.status");
        if (!view.connected()) {
            fault("DRIVER-NOT-CONNECTED");
        } else if (!view.fresh(bootNanos.getAsLong(), directory.maxAge())) {
            fault("DATA-STALE");
        } else if (status.isEmpty()) {
            fault("VAR-NOT-SUPPORTED");
        } else {
            tell(words(status.get()), view.snapshot().value("ups.alarm").orElse(""));
        }
    }

    private Set<String> words(String status) {
        Set<String> words = StatusLine.words(status);
        if (forced) {
            words.add(FSD);
        }
        return words;
    }

    private void tell(Set<String> words, String alarm) {
        boolean same = lastFault.isEmpty() && words.equals(lastWords);
        boolean alarmChanged = !alarm.equals(lastAlarm);
        if (same && !alarmChanged && !isDue()) {
            return;
        }
        failures.worked();
        if (words.contains(ALARM) || alarmChanged) {
            news.accept(new News.Alarm(index, alarm));
        }
        news.accept(new News.Status(index, words));
        lastFault = "";
        lastWords = words;
        lastAlarm = alarm;
        lastTold = bootNanos.getAsLong();
    }

    private void fault(String reason) {
        if (reason.equals(lastFault) && !isDue()) {
            return;
        }
        failures.failed(reason);
        news.accept(new News.Lost(index, reason));
        lastFault = reason;
        lastTold = bootNanos.getAsLong();
    }

    private boolean isDue() {
        return bootNanos.getAsLong() - lastTold >= interval.toNanos();
    }
}
