package nut.driver.apc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nut.driver.apc.Inquiry.Answer;
import nut.driver.apc.Inquiry.Result;
import nut.driver.core.UpsState;

/**
 * The registers that tell what is wrong with the UPS itself, two hexadecimal digits each. NUT's apcsmart reads none of them; here they
 * become ups.alarm, and BYPASS in ups.status. Which bits mean something depends on the kind of unit.
 */
final class Registers {
    private static final String NO_ALARM = "";
    private static final String UNITS_WITH_BYPASS = "^";
    private static final String THIRD_GENERATION = "\32";

    /** A register, with the text of each bit from 0 to 7; a bit without one is no alarm. */
    private enum Register {
        /** Where the power goes. Bypass by a fault is an alarm, by command or switch it is not. */
        STATE('~', 0xFF, 0xC0, 0xC0, NO_ALARM, "internal fault, the load is on bypass", NO_ALARM, NO_ALARM, NO_ALARM, NO_ALARM, NO_ALARM,
            NO_ALARM),
        /** Parts that have failed. */
        PARTS('\'', 0x3F, 0x50, 0x50, "fan or electronics failed", "fan or isolation unit failed", "bypass supply failed",
            "output voltage selection failed", "DC imbalance", "battery disconnected", "relay for trim or boost failed",
            "output voltage out of range"),
        /** What the unit has tripped over. Asleep and shut down by command are no alarms. */
        TRIPS('8', 0xFF, 0xFF, 0x1F, "output off, battery empty", "overload, cannot go to battery", "main relay failed", NO_ALARM, NO_ALARM,
            "charger failed", "bypass relay failed", "too hot");

        private final char query;
        private final int validWithBypass;
        private final int validInThirdGeneration;
        private final int validElsewhere;
        private final String[] texts;

        Register(char query, int validWithBypass, int validInThirdGeneration, int validElsewhere, String... texts) {
            this.query = query;
            this.validWithBypass = validWithBypass;
            this.validInThirdGeneration = validInThirdGeneration;
            this.validElsewhere = validElsewhere;
            this.texts = texts;
        }

        int valid(CommandSet commands) {
            if (commands.hasAny(UNITS_WITH_BYPASS)) {
                return validWithBypass;
            }
            return commands.hasAny(THIRD_GENERATION) ? validInThirdGeneration : validElsewhere;
        }
    }

    /** Bypass because of a fault, by command, by switch. */
    private static final int BYPASS_BITS = 0x2A;

    private final Inquiry inquiry;
    private final UpsState state;
    private final StatusWatch status;
    private final Map<Register, Integer> valid = new EnumMap<>(Register.class);
    private final Map<Register, Integer> bits = new EnumMap<>(Register.class);
    private final ArrayDeque<Register> due = new ArrayDeque<>();

    Registers(Inquiry inquiry, UpsState state, StatusWatch status) {
        this.inquiry = inquiry;
        this.state = state;
        this.status = status;
    }

    /** Finds out which registers the UPS has, and reads them. */
    void discover(CommandSet commands) throws IOException {
        valid.clear();
        bits.clear();
        due.clear();
        for (Register register : Register.values()) {
            if (commands.known() && commands.has(register.query)) {
                valid.put(register, register.valid(commands));
                if (read(register) == Result.ABSENT) {
                    valid.remove(register);
                }
            }
        }
        tell();
    }

    /** All registers are to be read. */
    void demand() {
        if (due.isEmpty()) {
            due.addAll(valid.keySet());
        }
    }

    boolean isDue() {
        return !due.isEmpty();
    }

    /** Reads the next register that is due. */
    void readNext() throws IOException {
        read(due.remove());
        if (due.isEmpty()) {
            tell();
        }
    }

    private Result read(Register register) throws IOException {
        Answer answer = inquiry.ask(register.query, Reading.VALUE, Form.HEX::fits, Inquiry.USUAL_TRIES);
        if (answer.result() == Result.VALUE) {
            bits.put(register, Integer.parseInt(answer.text(), 16) & valid.get(register));
        }
        return answer.result();
    }

    private void tell() {
        List<String> alarms = new ArrayList<>();
        bits.forEach((register, set) -> {
            for (int bit = 0; bit < register.texts.length; bit++) {
                if ((set >> bit & 1) != 0 && !register.texts[bit].isEmpty()) {
                    alarms.add(register.texts[bit] + "!");
                }
            }
        });
        state.alarms(alarms);
        status.bypass((bits.getOrDefault(Register.STATE, 0) & BYPASS_BITS) != 0);
    }
}
