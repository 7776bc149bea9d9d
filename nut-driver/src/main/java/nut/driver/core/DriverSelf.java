package nut.driver.core;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nut.common.AdminFault;
import nut.common.log.Logging;
import nut.common.state.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every driver tells of itself in the variables {@code driver.*}, and the commands and settings that are for itself and not for the
 * UPS (nut-names.txt and nutupsdrv(8) of NUT 2.8). Owned by the driver's thread.
 *
 * <p>driver.state is NUT's, but for {@code updateinfo}: a driver that polls stays {@code quiet}, as that would be two publications a poll
 * for no news.
 */
final class DriverSelf {
    private static final Logger LOG = LoggerFactory.getLogger(DriverSelf.class);
    private static final String DEBUG = "driver.debug";
    private static final String ALLOW_KILLPOWER = "driver.flag.allow_killpower";
    private static final String STATE = "driver.state";
    private static final Set<String> YES = Set.of("enable", "enabled", "true", "yes", "on");
    /** What may change while the driver runs; everything else is read once. */
    private static final Set<String> CHANGEABLE = Set.of("pollinterval", "debug_min", "ignorelb", "allow_killpower", "desc", "sdorder",
        "maxstartdelay", "maxretry", "retrydelay");

    private final DriverKind kind;
    private final UpsState state;
    private final Driver driver;
    private final Rereading rereading;
    private DriverSettings settings;

    DriverSelf(DriverSettings settings, DriverKind kind, UpsState state, Driver driver, Rereading rereading) {
        this.settings = settings;
        this.kind = kind;
        this.state = state;
        this.driver = driver;
        this.rereading = rereading;
    }

    /** The settings in force. */
    DriverSettings settings() {
        return settings;
    }

    /** Writes everything into the state. The UPS has been found. */
    void describe(String version) {
        if (state.value("device.type").isEmpty()) {
            state.set("device.type", "ups");
        }
        state.set("driver.name", settings.program());
        state.set("driver.version", version);
        state.set("driver.version.internal", kind.version());
        state.set("driver.parameter.port", settings.port());
        state.set("driver.parameter.synchronous", settings.value("synchronous").orElse("auto"));
        settings.published().forEach((name, choice) -> {
            boolean flag = choice.value().isEmpty();
            state.set((flag ? "driver.flag." : "driver.parameter.") + name, flag ? "enabled" : choice.value());
        });
        state.set(DEBUG, Integer.toString(debugLevel()));
        state.writableNumber(DEBUG);
        state.set(ALLOW_KILLPOWER, settings.flag("allow_killpower") ? "1" : "0");
        state.writableNumber(ALLOW_KILLPOWER);
        for (String command : List.of("killpower", "reload", "reload-or-error", "reload-or-exit")) {
            state.command("driver." + command);
        }
        applyChangeable();
        in("quiet");
    }

    /** What the driver is at: a word of NUT's list for driver.state. */
    void in(String phase) {
        state.set(STATE, phase);
    }

    private int debugLevel() {
        return Math.max(rereading.debug(), settings.value("debug_min").map(Integer::parseInt).orElse(0));
    }

    private void applyChangeable() {
        boolean ignoresLowBattery = settings.flag("ignorelb");
        boolean known = state.value("ups.status").isPresent();
        if (ignoresLowBattery && known && !StatusWords.canIgnoreLowBattery(state::value)) {
            throw settings.fault("ignorelb", "leaves nothing that tells when the battery is low: neither battery.charge and"
                + " battery.charge.low nor battery.runtime and battery.runtime.low are there; set override.battery.charge.low, or take"
                + " ignorelb away");
        }
        state.ignoreLowBattery(ignoresLowBattery);
        if (ignoresLowBattery) {
            state.set("driver.flag.ignorelb", "enabled");
        } else {
            state.remove("driver.flag.ignorelb");
        }
        state.set("driver.parameter.pollinterval", Long.toString(settings.pollInterval().toSeconds()));
    }

    /** Carries out a command for the driver itself; empty when it is none. */
    Optional<Outcome> run(String command, Runnable exit) throws IOException {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "driver.killpower" -> Optional.of(killPower());
            case "driver.reload" -> Optional.of(reload(ReloadManner.APPLY, exit));
            case "driver.reload-or-error" -> Optional.of(reload(ReloadManner.OR_ERROR, exit));
            case "driver.reload-or-exit" -> Optional.of(reload(ReloadManner.OR_EXIT, exit));
            default -> Optional.empty();
        };
    }

    private Outcome killPower() throws IOException {
        if (!state.value(ALLOW_KILLPOWER).equals(Optional.of("1"))) {
            LOG.warn("driver.killpower is refused: {} is 0; set it to 1 with upsrw, or allow_killpower in ups.conf", ALLOW_KILLPOWER);
            return Outcome.INVALID;
        }
        LOG.warn("driver.killpower: the UPS is told to cut the power of its load");
        in("fsd.killpower");
        state.publish();
        try {
            return driver.cutPower() ? Outcome.HANDLED : Outcome.FAILED;
        } finally {
            in("quiet");
        }
    }

    /** Writes a variable of the driver itself; empty when it is none. */
    Optional<Outcome> set(String variable, String value) {
        return switch (variable.toLowerCase(Locale.ROOT)) {
            case DEBUG -> Optional.of(setDebug(value));
            case ALLOW_KILLPOWER -> Optional.of(allowKillPower(value));
            default -> Optional.empty();
        };
    }

    private Outcome setDebug(String value) {
        int level;
        try {
            level = Integer.parseInt(value.strip());
        } catch (NumberFormatException none) {
            return Outcome.INVALID;
        }
        int effective = level < 0 ? debugLevel() : level;
        Logging.debugLevel(effective);
        state.set(DEBUG, Integer.toString(effective));
        return Outcome.HANDLED;
    }

    private Outcome allowKillPower(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        boolean allowed = word.matches("0*[1-9][0-9]*") || YES.contains(word);
        state.set(ALLOW_KILLPOWER, allowed ? "1" : "0");
        return Outcome.HANDLED;
    }

    /** Reads ups.conf again. What is wrong there is one line, and everything stays as it is. */
    Outcome reload(ReloadManner manner, Runnable exit) {
        DriverSettings next;
        DriverSettings before = settings;
        try {
            next = rereading.settings().get();
            settings = next;
            applyChangeable();
        } catch (AdminFault fault) {
            settings = before;
            LOG.error("{}; going on with what was read before", fault.getMessage());
            return Outcome.FAILED;
        }
        Set<String> differ = new TreeSet<>(before.differences(next));
        Set<String> needStart = new TreeSet<>(differ);
        needStart.removeAll(CHANGEABLE);
        if (differ.contains("debug_min")) {
            setDebug("-1");
        }
        if (differ.contains("allow_killpower")) {
            allowKillPower(settings.flag("allow_killpower") ? "1" : "0");
        }
        differ.removeAll(needStart);
        LOG.info("ups.conf was read again: {}", differ.isEmpty() ? "nothing else to apply" : String.join(", ", differ) + " applied");
        if (needStart.isEmpty()) {
            return Outcome.HANDLED;
        }
        settings = before.with(next, CHANGEABLE);
        LOG.warn("{} in ups.conf counts at the next start of this driver only", String.join(", ", needStart));
        if (manner == ReloadManner.OR_EXIT) {
            exit.run();
        }
        return manner == ReloadManner.OR_ERROR ? Outcome.FAILED : Outcome.HANDLED;
    }
}
