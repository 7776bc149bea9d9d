package nut.driver.simulator;

import java.util.List;
import java.util.Map;

/**
 * What makes one model of UPS differ from another. It is data, from the model's file; see {@link Models}.
 *
 * @param name     as {@code --model} takes it
 * @param title    for people
 * @param speech   what it says on the serial port
 * @param settings what it keeps without power
 * @param body     what it is made of, and the world it stands in at first
 * @param conduct  how it behaves where models differ
 * @param cables   its contact closure cables by name, the usual one first; none when its port speaks
 */
record Profile(String name, String title, Speech speech, Settings settings, Body body, Conduct conduct, Map<String, Cable> cables) {
    /**
     * What it says.
     *
     * @param answers  the answers that never change, by query byte
     * @param version  the protocol version in the answer to a; "" when it does not know a
     * @param alerts   the alert bytes that it sends
     * @param commands the bytes that it understands
     * @param pairs    answers to commands of two bytes, by these bytes
     * @param unknown  what it says to a byte that it does not understand; "" for silence
     * @param refused  what it says to S on mains
     * @param accepted what it says to a shutdown command, with its line end if it has one
     */
    record Speech(Map<Character, String> answers, String version, String alerts, String commands, Map<String, String> pairs,
                  String unknown, String refused, String accepted) {
    }

    /**
     * What it keeps in its EEPROM.
     *
     * @param capabilities the answer to ^Z; "" when it does not know ^Z
     * @param lists        the values that each variable can have, those of the capabilities included
     * @param values       the value of each variable, as the factory made it
     * @param texts        the texts, by query byte
     */
    record Settings(String capabilities, Map<Character, List<String>> lists, Map<Character, String> values, Map<Character, String> texts) {
    }

    /**
     * What it is made of.
     *
     * @param lineVolts   the mains
     * @param lowestVolts the least since anybody asked
     * @param mostVolts   the most since anybody asked
     * @param hertz       the mains
     * @param deadVolts   what the voltmeter shows when the mains is gone
     * @param boostBelow  SmartBoost raises an input below this; 0 when it has none
     * @param trimAbove   SmartTrim lowers an input above this; infinite when it has none
     * @param percent     by how much
     * @param batteryVolts the battery's nominal voltage
     * @param floatVolts  the battery's voltage when it is full and being charged
     * @param fullMinutes how long a full battery lasts at the usual load
     * @param charge      0 to 1, at the beginning
     * @param loadPercent the usual load
     * @param ratedVa     what 100 % are
     * @param celsius     inside
     * @param reason      the answer to G at the beginning
     */
    record Body(double lineVolts, double lowestVolts, double mostVolts, double hertz, double deadVolts, double boostBelow,
                double trimAbove, double percent, double batteryVolts, double floatVolts, double fullMinutes, double charge,
                double loadPercent, double ratedVa, double celsius, char reason) {
    }

    /**
     * How it behaves.
     *
     * @param calibrationEnd    the charge at which a calibration ends
     * @param lineFailTimes     how many ! it sends when the mains fails
     * @param turnedOnAlert     the alert that ^N makes, or 0
     * @param hibernationByTime whether @nnn counts from the cut and returns without mains too
     * @param deafAsleep        whether it hears nothing from the acceptance of @nnn until the return
     * @param returnWaits       whether the return of the load waits for the wake-up delay r and the charge e
     * @param pinHoldSeconds    how long the shutdown line must be held
     */
    record Conduct(double calibrationEnd, int lineFailTimes, char turnedOnAlert, boolean hibernationByTime, boolean deafAsleep,
                   boolean returnWaits, double pinHoldSeconds) {
    }

    /** Whether the unit knows a request. */
    boolean knows(char request) {
        return speech.commands.indexOf(request) >= 0;
    }

    /** The answer to a. */
    String commandSet() {
        StringBuilder answer = new StringBuilder(speech.version).append('.').append(speech.alerts).append('.').append(speech.commands);
        char prefix = 0;
        for (String pair : speech.pairs.keySet()) {
            if (prefix == 0) {
                answer.append('.');
            }
            if (pair.charAt(0) != prefix) {
                prefix = pair.charAt(0);
                answer.append(prefix).append(':');
            }
            answer.append(pair.charAt(1));
        }
        return answer.toString();
    }

    /** Whether a byte is the first of a command of two bytes. */
    boolean startsPair(char request) {
        return speech.pairs.keySet().stream().anyMatch(pair -> pair.charAt(0) == request);
    }
}
