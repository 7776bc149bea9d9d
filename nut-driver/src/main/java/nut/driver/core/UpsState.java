package nut.driver.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;

/**
 * What the driver knows of the UPS by now, collected value by value and published as a whole. Owned by the driver's thread.
 *
 * <p>What is known of the UPS as a device (manufacturer, model, serial number) is published under both of NUT's names, {@code ups.} and
 * {@code device.}.
 *
 * <p>{@code override.NAME} of ups.conf fixes a variable, whatever the UPS says; {@code default.NAME} holds until the UPS says something.
 * ups.status is the driver's words, completed by {@link StatusWords}.
 */
public final class UpsState {
    private static final String STATUS = "ups.status";
    private static final String ALARM = "ups.alarm";

    private final Consumer<UpsSnapshot> outlet;
    private final Map<String, String> overrides;
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();
    private final StatusWords statusWords = new StatusWords();
    private UpsSnapshot published = UpsSnapshot.EMPTY;
    private boolean statusIsComplete;
    private boolean changed;

    /**
     * A state without values but those of the settings.
     *
     * @param outlet    where snapshots go
     * @param overrides the values that stay as they are, by the variable's name
     * @param defaults  the values to begin with
     */
    public UpsState(Consumer<UpsSnapshot> outlet, Map<String, String> overrides, Map<String, String> defaults) {
        this.outlet = outlet;
        this.overrides = Map.copyOf(overrides);
        defaults.forEach(this::put);
        overrides.forEach(this::put);
    }

    /** Sets a value. */
    public void set(String name, String value) {
        if (!overrides.containsKey(name) && !value.equals(values.get(name))) {
            put(name, value);
        }
    }

    /** Takes a variable out. */
    public void remove(String name) {
        if (!overrides.containsKey(name) && values.remove(name) != null) {
            builder.remove(name);
            changed = true;
        }
    }

    /** Declares that clients may write a text of so many characters into a variable that is there. */
    public void writableText(String name, int maximumLength) {
        builder.flags(name, ValueFlag.RW, ValueFlag.STRING).maximumLength(name, maximumLength);
        changed = true;
    }

    /** Declares that clients may choose one of a list of values for a variable that is there. */
    public void writableChoice(String name, String... choices) {
        builder.flags(name, ValueFlag.RW).enumeration(name, choices);
        changed = true;
    }

    /** Declares that clients may write a number into a variable that is there. */
    public void writableNumber(String name) {
        builder.flags(name, ValueFlag.RW, ValueFlag.NUMBER);
        changed = true;
    }

    /** Sets what is wrong with the UPS, for people; ups.status then begins with ALARM. None: all is well. */
    public void alarms(List<String> texts) {
        if (texts.isEmpty()) {
            remove(ALARM);
        } else {
            set(ALARM, String.join(" ", texts));
        }
    }

    /** Has ups.status be the driver's words and nothing else: they come from somebody who has completed them already. */
    public void takeStatusAsItIs() {
        statusIsComplete = true;
    }

    /** Has LB follow battery.charge.low and battery.runtime.low, whatever the UPS says ({@code ignorelb}), or the UPS again. */
    void ignoreLowBattery(boolean ignored) {
        statusWords.ignoreLowBattery(ignored);
        changed = true;
    }

    /** Sets a value, and declares all else that is known of the variable, in place of what was declared before. */
    public void declare(UpsVariable variable) {
        set(variable.name(), variable.value());
        builder.set(variable.withValue(values.get(variable.name())));
        changed = true;
    }

    /** Declares an instant command. */
    public void command(String name) {
        builder.command(name);
        changed = true;
    }

    /** Takes an instant command back. */
    public void withdraw(String command) {
        builder.removeCommand(command);
        changed = true;
    }

    /** A variable's value by now, published or not. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether clients may write a variable. */
    public boolean isWritable(String name) {
        return snapshot().variable(name).map(UpsVariable::flags).filter(flags -> flags.contains(ValueFlag.RW)).isPresent();
    }

    /** Whether the UPS takes an instant command. */
    public boolean hasCommand(String name) {
        return snapshot().commands().contains(name);
    }

    /** All that is known by now, published or not. */
    public UpsSnapshot snapshot() {
        String status = values.get(STATUS);
        if (status != null && !statusIsComplete && !overrides.containsKey(STATUS)) {
            builder.set(STATUS, statusWords.of(status, this::value));
        }
        return builder.build();
    }

    /** Makes public what has changed, if anything has. */
    public void publish() {
        if (!changed) {
            return;
        }
        changed = false;
        UpsSnapshot snapshot = snapshot();
        if (!snapshot.equals(published)) {
            published = snapshot;
            outlet.accept(snapshot);
        }
    }

    private void put(String name, String value) {
        values.put(name, value);
        builder.set(name, value);
        changed = true;
        switch (name) {
            case "ups.mfr", "ups.model", "ups.serial" -> set("device" + name.substring("ups".length()), value);
            default -> {
            }
        }
    }
}
