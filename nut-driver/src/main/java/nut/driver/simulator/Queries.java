package nut.driver.simulator;

import java.util.Locale;

/** What the UPS answers to its query bytes. */
final class Queries {
    private static final char CTRL_A = 0x01;
    private static final char CTRL_Z = 0x1A;

    private final Profile profile;
    private final Eeprom eeprom;
    private final SmartUps ups;
    private final LineRecord line;

    Queries(Profile profile, Eeprom eeprom, SmartUps ups) {
        this.profile = profile;
        this.eeprom = eeprom;
        this.ups = ups;
        this.line = new LineRecord(profile.lineVolts());
    }

    /** The answer without its line end; null when the byte asks for nothing here. */
    String answer(char query) {
        String setting = eeprom.value(query);
        if (setting != null) {
            return setting;
        }
        double volts = ups.mains() ? profile.lineVolts() : profile.deadVolts();
        line.see(volts);
        return switch (query) {
            case CTRL_A -> profile.model();
            case CTRL_Z -> profile.capabilities();
            case 'a' -> profile.commandSet();
            case 'b' -> profile.firmware();
            case 'V' -> profile.oldFirmware();
            case 'n' -> profile.serial();
            case 'm' -> profile.made();
            case 'g' -> profile.nominalVolts();
            case 'y' -> "(C) APCC";
            case 'Q' -> hex(ups.status());
            case 'B' -> text("%05.2f", ups.batteryVolts());
            case 'C' -> "036.0";
            case 'F' -> text("%05.2f", profile.hertz());
            case 'G' -> ups.transferReason();
            case 'L' -> text("%05.1f", volts);
            case 'M' -> text("%05.1f", line.takeMaximum());
            case 'N' -> text("%05.1f", line.takeMinimum());
            case 'O' -> text("%05.1f", outputVolts());
            case 'P' -> text("%05.1f", ups.loadPercent());
            case 'X' -> ups.testResult();
            case 'f' -> text("%05.1f", ups.charge() * 100);
            case 'j' -> text("%04.0f:", Math.floor(ups.runtimeMinutes() + 1e-9));
            case '9' -> ups.mains() ? "FF" : "00";
            case '>' -> "000";
            case '7', '\'' -> "00";
            case '8' -> hex(ups.tripRegister());
            case '~' -> ups.feedsLoad() ? "00" : "80";
            default -> null;
        };
    }

    private double outputVolts() {
        if (!ups.feedsLoad()) {
            return 0;
        }
        return ups.mains() && !ups.onBattery() ? profile.lineVolts() : eeprom.number('o');
    }

    private static String hex(int bits) {
        return text("%02X", bits);
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
