package nut.driver.simulator;

/** The settings of the EEPROM as the physics read them. */
final class PowerSettings {
    private static final long SECOND = 1_000_000_000L;

    private final Eeprom eeprom;

    PowerSettings(Eeprom eeprom) {
        this.eeprom = eeprom;
    }

    double lowTransfer() {
        return eeprom.number('l');
    }

    double highTransfer() {
        return eeprom.number('u');
    }

    double outputVolts() {
        return eeprom.number('o');
    }

    double lowMinutes() {
        return eeprom.number('q');
    }

    /** 0 to 1. */
    double returnCharge() {
        return eeprom.number('e') / 100.0;
    }

    long returnDelayNanos() {
        return eeprom.number('r') * SECOND;
    }

    int graceSeconds() {
        return eeprom.number('p');
    }
}
