package nut.driver.simulator;

import java.util.Locale;

/** What the UPS answers to its query bytes. */
final class Queries {
    private static final char CTRL_Z = 0x1A;

    private final Profile profile;
    private final Eeprom eeprom;
    private final Readings readings;

    Queries(Profile profile, Eeprom eeprom, Readings readings) {
        this.profile = profile;
        this.eeprom = eeprom;
        this.readings = readings;
    }

    /** The answer without its line end; null when the byte asks for nothing here. */
    String answer(char query) {
        String setting = eeprom.value(query);
        if (setting != null) {
            return setting;
        }
        String fixed = profile.speech().answers().get(query);
        return fixed != null ? fixed : measured(query);
    }

    private String measured(char query) {
        return switch (query) {
            case CTRL_Z -> profile.settings().capabilities();
            case 'a' -> profile.commandSet();
            case 'Q' -> hex(readings.status());
            case 'B' -> text("%05.2f", readings.batteryVolts());
            case 'C' -> text("%05.1f", readings.celsius());
            case 'F' -> text("%05.2f", readings.hertz());
            case 'G' -> readings.takeTransferReason();
            case 'L' -> text("%05.1f", readings.inputVolts());
            case 'M' -> text("%05.1f", readings.lineRecord().takeMaximum());
            case 'N' -> text("%05.1f", readings.lineRecord().takeMinimum());
            case 'O' -> text("%05.1f", readings.outputVolts());
            case 'P' -> text("%05.1f", readings.loadPercent());
            case 'T' -> text("%05.1f", readings.hoursOn());
            case 'X' -> readings.testResult();
            case 'f' -> text("%05.1f", readings.charge() * 100);
            case 'j' -> text("%04.0f:", Math.floor(readings.runtimeMinutes() + 1e-9));
            case '/' -> text("%05.2f", readings.loadAmperes());
            case '\\' -> text("%06.2f", readings.loadPercent());
            case '9' -> readings.mainsUsable() ? "FF" : "00";
            case '8' -> hex(readings.tripRegister());
            case '~' -> hex(readings.stateRegister());
            default -> null;
        };
    }

    private static String hex(int bits) {
        return text("%02X", bits);
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
