package nut.driver.dummy;

import java.util.List;
import nut.driver.core.DriverSettings;

/** What the driver does, as {@code mode} says; without it, as the port looks (dummy-ups(8), "IMPLEMENTATION"). */
enum Mode {
    /** Acts the file once, and again when the file has changed. */
    DUMMY_ONCE("dummy-once"),
    /** Acts the file again and again. */
    DUMMY_LOOP("dummy-loop"),
    /** The same under the name that it had before NUT 2.8; also what NUT calls its guess for a file with another ending. */
    DUMMY("dummy"),
    /** Copies a UPS of another upsd. */
    REPEATER("repeater");

    static final String SETTING = "mode";

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** As ups.conf says it. */
    String word() {
        return word;
    }

    /** The mode that the settings mean; another word than these is a fault that the admin can mend. */
    static Mode of(DriverSettings settings) {
        String wanted = settings.value(SETTING).orElse("");
        for (Mode mode : values()) {
            if (mode.word.equals(wanted)) {
                return mode;
            }
        }
        if (settings.flag(SETTING)) {
            throw settings.fault(SETTING, "must be one of " + String.join(", ", List.of(values()).stream().map(Mode::word).toList())
                + ", not \"" + wanted + "\"");
        }
        return guess(settings.port());
    }

    private static Mode guess(String port) {
        if (port.indexOf('@') >= 0) {
            return REPEATER;
        }
        return port.endsWith(".seq") ? DUMMY_LOOP : port.endsWith(".dev") ? DUMMY_ONCE : DUMMY;
    }
}
