package nut.driver.simulator;

import java.nio.charset.StandardCharsets;

/**
 * The smart protocol as the UPS speaks it: takes one byte after the other from the wire, drives the model and answers. It also does what
 * the UPS itself does to its port: before {@code Y} it hears nothing and says nothing, and a UPS without power is silent.
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

        /** Whether an answer is still on its way. */
        default boolean isAnswering() {
            return false;
        }

        /**
         * The computer did harm.
         *
         * @param what  the kind and a sentence
         * @param times how often it has done harm of this kind
         */
        default void harm(String what, int times) {
            event("HARM " + what);
        }
    }

    private static final char ESC = 0x1B;
    private static final char DEL = 0x7F;
    private static final char CTRL_N = 0x0E;
    private static final char NONE = 0;

    private final Profile profile;
    private final SmartUps ups;
    private final Queries queries;
    private final Port port;
    private final Harm harm;
    private final Etiquette etiquette;
    private final DoubleCommand twice;
    private final SettingWriter writer;
    private final HibernationDigits digits = new HibernationDigits();

    private boolean smart;
    private char lastQuery = NONE;
    private char pairFirst = NONE;

    Interpreter(Profile profile, double loadPercent, double fullMinutes, double charge, Port port) {
        this.profile = profile;
        this.port = port;
        this.harm = new Harm(port::harm);
        this.etiquette = new Etiquette(profile, harm);
        this.twice = new DoubleCommand(port, harm);
        Eeprom eeprom = new Eeprom(profile.settings());
        this.writer = new SettingWriter(eeprom, port, harm);
        Profile.Body body = profile.body();
        Battery battery = new Battery(body.batteryVolts(), body.floatVolts(), fullMinutes, loadPercent, charge);
        this.ups = new SmartUps(profile, eeprom, battery, loadPercent, new SmartUps.Listener() {
            @Override
            public void alert(char alert) {
                if (smart && ups.answers() && profile.speech().alerts().indexOf(alert) >= 0) {
                    port.alert((byte) alert);
                }
            }

            @Override
            public void event(String what) {
                port.event(what);
            }

            @Override
            public void stranded(String what) {
                harm.done(Harm.Kind.STRANDED, what);
            }

            @Override
            public void restarted() {
                smart = false;
            }
        });
        this.queries = new Queries(profile, eeprom, ups.readings());
    }

    SmartUps ups() {
        return ups;
    }

    Harm harm() {
        return harm;
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
        if (!ups.answers()) {
            etiquette.unheard(request, wireNanos);
            if (request == CTRL_N && profile.knows(request) && twice.counts(request, wireNanos)) {
                ups.orders().turnOn();
            }
        } else if (!smart) {
            etiquette.unheard(request, wireNanos);
            if (request == 'Y' && profile.knows(request)) {
                port.event("SMART MODE");
                smart = true;
                answer("SM");
            }
        } else if (writer.isWriting()) {
            etiquette.inside(request, wireNanos);
            if (writer.write(request, wireNanos)) {
                ups.eepromWritten();
                answer("OK");
            }
        } else if (digits.areExpected()) {
            etiquette.inside(request, wireNanos);
            hibernate(request);
        } else if (pairFirst != NONE) {
            String pair = "" + pairFirst + request;
            pairFirst = NONE;
            answer(profile.speech().pairs().getOrDefault(pair, profile.speech().unknown()));
        } else {
            etiquette.request(request, wireNanos, port.isAnswering());
            twice.otherwise(request);
            obey(request, wireNanos);
        }
    }

    private void obey(char request, long wireNanos) {
        char asked = lastQuery;
        lastQuery = NONE;
        if (profile.startsPair(request)) {
            pairFirst = request;
        } else if (request == ESC || !profile.knows(request)) {
            if (request == '@' || request == '-') {
                etiquette.refused(request);
            }
            answer(profile.speech().unknown());
        } else {
            act(request, asked, wireNanos);
        }
    }

    private void act(char request, char asked, long wireNanos) {
        switch (request) {
            case 'Y' -> answer("SM");
            case 'R' -> {
                answer("BYE");
                port.event("SIMPLE MODE");
                smart = false;
            }
            case 'Z', 'K', CTRL_N -> switchLoad(request, twice.counts(request, wireNanos));
            case '@' -> {
                if (ups.orders().canHibernate()) {
                    digits.begin();
                } else {
                    etiquette.refused(request);
                    answer("NA");
                }
            }
            case '-', '+' -> edit(asked, request == '-' ? 1 : -1, wireNanos);
            case 'S' -> {
                if (ups.orders().hibernateOnBattery()) {
                    send(profile.speech().accepted());
                } else {
                    answer(profile.speech().refused());
                }
            }
            case DEL -> verdict(ups.orders().abortShutdown());
            case 'W' -> verdict(ups.orders().begin(Trial.Kind.SELF_TEST));
            case 'U' -> verdict(ups.orders().begin(Trial.Kind.FAILURE));
            case 'D' -> verdict(ups.orders().toggleCalibration());
            case '^' -> answer(ups.orders().toggleBypass());
            case 'A' -> verdict(ups.orders().testPanel());
            case 'z' -> answer(writer.reset());
            default -> {
                String value = queries.answer(request);
                lastQuery = value == null ? NONE : request;
                answer(value == null ? profile.speech().unknown() : value);
            }
        }
    }

    private void switchLoad(char command, boolean counts) {
        if (!counts) {
            return;
        }
        switch (command) {
            case 'Z' -> ups.orders().turnOffNow();
            case 'K' -> {
                send(profile.speech().accepted());
                ups.orders().turnOffLater();
            }
            default -> ups.orders().turnOn();
        }
    }

    private void hibernate(char digit) {
        if (!digits.take(digit)) {
            port.event("WARNING @ was broken off by " + Bytes.shown(digit));
            answer("NO");
        } else if (!digits.areExpected() && ups.orders().hibernate(digits.number())) {
            send(profile.speech().accepted());
        }
    }

    private void edit(char variable, int direction, long wireNanos) {
        if (writer.takesText(variable) && direction > 0) {
            writer.begin(variable, wireNanos);
        } else if (writer.step(variable, direction, wireNanos)) {
            ups.eepromWritten();
            answer("OK");
        } else {
            etiquette.refused(direction > 0 ? '-' : '+');
            answer("NO");
        }
    }

    private void verdict(boolean accepted) {
        answer(accepted ? "OK" : "NO");
    }

    private void answer(String line) {
        if (!line.isEmpty()) {
            send(line + "\r\n");
        }
    }

    private void send(String bytes) {
        port.answer(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
