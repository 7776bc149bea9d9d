package nut.driver.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The contact closure port of a UPS, with a cable: modem lines instead of bytes. A pty has none, so they are a small protocol of the
 * control port: {@code lines} shows them, {@code lines DTR=1 RTS=0} sets those of the computer. Owned by the model's thread.
 */
final class ContactClosure {
    private final SmartUps ups;
    private final Cable cable;
    private final Set<ModemLine> raised = EnumSet.noneOf(ModemLine.class);

    /** A port with its cable; the computer's lines are low. */
    ContactClosure(SmartUps ups, Cable cable) {
        this.ups = ups;
        this.cable = cable;
    }

    /** Raises or lowers a line of the computer. */
    void set(ModemLine output, boolean high) {
        if (!output.isOutput()) {
            throw new IllegalArgumentException(output + " is the UPS's line; the computer's are DTR and RTS");
        }
        if (high) {
            raised.add(output);
        } else {
            raised.remove(output);
        }
        ups.orders().shutdownLine(raised.contains(cable.shutdown()));
    }

    /** Whether a line is high. Without power for the cable, and when the UPS is off, its lines are low. */
    boolean isHigh(ModemLine line) {
        if (line.isOutput()) {
            return raised.contains(line);
        }
        boolean powered = cable.power().map(raised::contains).orElse(true) && ups.answers();
        return powered && (line == cable.onBattery() && ups.onBattery()
            || line == cable.lowBattery() && ups.onBattery() && ups.readings().isLow());
    }

    /** All lines: {@code CTS=0 DCD=0 RNG=0 DSR=0 DTR=1 RTS=0}. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (ModemLine line : ModemLine.values()) {
            text.append(text.isEmpty() ? "" : " ").append(line).append('=').append(isHigh(line) ? 1 : 0);
        }
        return text.toString();
    }

    /** Obeys words such as {@code DTR=1}. */
    void set(String assignment) {
        String[] parts = assignment.toUpperCase(Locale.ROOT).split("=", -1);
        boolean number = parts.length == 2 && (parts[1].equals("0") || parts[1].equals("1"));
        if (!number || !parts[0].equals("DTR") && !parts[0].equals("RTS")) {
            throw new IllegalArgumentException(assignment + " is not DTR=0, DTR=1, RTS=0 or RTS=1");
        }
        set(ModemLine.valueOf(parts[0]), parts[1].equals("1"));
    }
}
