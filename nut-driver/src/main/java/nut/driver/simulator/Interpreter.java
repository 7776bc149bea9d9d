package nut.driver.simulator;

import java.nio.charset.StandardCharsets;

/**
 * The smart protocol as the UPS speaks it: takes one byte after the other from the wire, drives the model and answers. It also does what
 * the UPS itself does to its port: before {@code Y} it hears nothing and says nothing, and a UPS without power is silent.
 *
 * <p>Commands that are given twice must come at least 1.5 s apart; that time and the times of the wire are real, unlike the model's.
 * What a real unit makes of a second byte that comes too early is not known; here neither counts, and the log warns.
 */
final class Interpreter {
    /** Where the answers go. */
    interface Port {
        /** A whole answer, with its line end. */
        void answer(byte[] text);

        /** A byte between or inside answers. */
        void alert(byte alert);

        /** A line for the log. */
        void event(String what);
    }

    private static final char ESC = 0x1B;
    private static final char DEL = 0x7F;
    private static final char CTRL_N = 0x0E;
    private static final char NONE = 0;
    private static final long LEAST_GAP_NANOS = 1_450_000_000L;
    private static final long MOST_GAP_NANOS = 15_000_000_000L;
    /** What a unit wants between the bytes of one command, with some tolerance for the clocks. */
    private static final long LEAST_PAUSE_NANOS = 40_000_000L;
    private static final int HIBERNATE_DIGITS = 3;

    private final Profile profile;
    private final Eeprom eeprom;
    private final SmartUps ups;
    private final Queries queries;
    private final Port port;

    private boolean smart;
    private char lastQuery = NONE;
    private long lastNanos;
    private char armed = NONE;
    private long armedNanos;
    private StringBuilder digits;
    private StringBuilder text;
    private char textVariable;

    Interpreter(Profile profile, double loadPercent, double fullMinutes, double charge, Port port) {
        this.profile = profile;
        this.port = port;
        this.eeprom = profile.newEeprom();
        this.ups = new SmartUps(eeprom, new Battery(fullMinutes, loadPercent, charge), loadPercent, new SmartUps.Listener() {
            @Override
            public void alert(char alert) {
                if (smart && ups.answers()) {
                    port.alert((byte) alert);
                }
            }

            @Override
            public void event(String what) {
                port.event(what);
            }

            @Override
            public void restarted() {
                smart = false;
            }
        });
        this.queries = new Queries(profile, eeprom, ups);
    }

    SmartUps ups() {
        return ups;
    }

    boolean isSmart() {
        return smart;
    }

    /**
     * A byte came from the computer.
     *
     * @param received  the byte
     * @param wireNanos when, by the wire's clock
     */
    void receive(byte received, long wireNanos) {
        char request = (char) (received & 0xFF);
        if ((text != null || digits != null) && wireNanos - lastNanos < LEAST_PAUSE_NANOS) {
            port.event("WARNING byte " + shown(request) + " inside a command came too fast: a real unit may stop talking");
        }
        lastNanos = wireNanos;
        if (!ups.answers()) {
            if (request == CTRL_N) {
                twice(request, wireNanos);
            }
        } else if (!smart) {
            if (request == 'Y') {
                port.event("SMART MODE");
                smart = true;
                answer("SM");
            }
        } else if (text != null) {
            write(request);
        } else if (digits != null) {
            hibernate(request);
        } else {
            if (armed != NONE && armed != request) {
                port.event("WARNING " + shown(armed) + " was not followed by another " + shown(armed));
                armed = NONE;
            }
            obey(request, wireNanos);
        }
    }

    private void obey(char request, long wireNanos) {
        char asked = lastQuery;
        lastQuery = NONE;
        if (request != ESC && !profile.knows(request)) {
            answer("NA");
            return;
        }
        switch (request) {
            case 'Y' -> answer("SM");
            case 'R' -> {
                answer("BYE");
                port.event("SIMPLE MODE");
                smart = false;
            }
            case ESC -> answer("NA");
            case 'Z', 'K', CTRL_N -> twice(request, wireNanos);
            case '@' -> digits = new StringBuilder();
            case '-', '+' -> edit(asked, request == '-' ? 1 : -1);
            case 'S' -> answer(ups.hibernateOnBattery() ? "OK" : "NA");
            case DEL -> answer(ups.abortShutdown() ? "OK" : "NO");
            case 'W' -> answer(ups.leaveMains(true) ? "OK" : "NO");
            case 'U' -> answer(ups.leaveMains(false) ? "OK" : "NO");
            case 'D' -> answer(ups.toggleCalibration() ? "OK" : "NO");
            case 'A' -> {
                port.event("FRONT PANEL TEST");
                answer("OK");
            }
            case 'z' -> {
                eeprom.reset();
                port.event("SETTINGS RESET");
                answer("CLEAR");
            }
            default -> {
                String value = queries.answer(request);
                lastQuery = value == null ? NONE : request;
                answer(value == null ? "NA" : value);
            }
        }
    }

    private void twice(char command, long wireNanos) {
        long gap = wireNanos - armedNanos;
        boolean second = armed == command && gap <= MOST_GAP_NANOS;
        armed = second ? NONE : command;
        armedNanos = wireNanos;
        if (!second) {
            return;
        }
        if (gap < LEAST_GAP_NANOS) {
            port.event("WARNING second " + shown(command) + " came " + gap / 1_000_000 + " ms after the first: ignored both");
            return;
        }
        switch (command) {
            case 'Z' -> ups.turnOffNow();
            case 'K' -> {
                ups.turnOffLater();
                answer("OK");
            }
            default -> ups.turnOn();
        }
    }

    private void hibernate(char digit) {
        if (digit < '0' || digit > '9') {
            digits = null;
            port.event("WARNING @ was broken off by " + shown(digit));
            answer("NO");
            return;
        }
        digits.append(digit);
        if (digits.length() == HIBERNATE_DIGITS) {
            ups.hibernate(Integer.parseInt(digits, 0, HIBERNATE_DIGITS, 10));
            digits = null;
            answer("OK");
        }
    }

    private void edit(char variable, int direction) {
        if (eeprom.isText(variable) && direction > 0) {
            text = new StringBuilder();
            textVariable = variable;
        } else if (eeprom.isListed(variable)) {
            String before = eeprom.value(variable);
            eeprom.step(variable, direction);
            port.event("SETTING " + variable + " " + before + " -> " + eeprom.value(variable));
            ups.eepromWritten();
            answer("OK");
        } else {
            answer("NO");
        }
    }

    private void write(char character) {
        text.append(character);
        if (text.length() < Eeprom.TEXT_LENGTH) {
            return;
        }
        int end = text.indexOf("\r");
        String value = end < 0 ? text.toString() : text.substring(0, end);
        port.event("SETTING " + textVariable + " \"" + eeprom.value(textVariable) + "\" -> \"" + value + "\"");
        eeprom.text(textVariable, value);
        text = null;
        ups.eepromWritten();
        answer("OK");
    }

    private void answer(String line) {
        port.answer((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String shown(char request) {
        return request < ' ' ? "^" + (char) (request + '@') : request == DEL ? "DEL" : String.valueOf(request);
    }
}
