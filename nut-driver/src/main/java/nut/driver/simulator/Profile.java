package nut.driver.simulator;

import java.util.Map;

/**
 * What makes one model of UPS differ from another: its names, its command set and its settings.
 *
 * @param model        answer to ^A
 * @param firmware     answer to b; its last letter is the locale
 * @param oldFirmware  answer to V
 * @param serial       answer to n
 * @param made         answer to m
 * @param nominalVolts answer to g: the battery's nominal voltage
 * @param commandSet   answer to a: protocol version, alerts, commands
 * @param capabilities answer to ^Z
 * @param settings     the values of the variables that ^Z lists
 * @param texts        the texts c and x
 * @param lineVolts    the mains
 * @param deadVolts    what the voltmeter shows when the mains is gone
 * @param hertz        the mains
 * @param fullMinutes  how long the battery lasts at {@code loadPercent}, fully charged
 * @param loadPercent  the usual load
 */
record Profile(String model, String firmware, String oldFirmware, String serial, String made, String nominalVolts, String commandSet,
               String capabilities, Map<Character, String> settings, Map<Character, String> texts, double lineVolts, double deadVolts,
               double hertz, double fullMinutes, double loadPercent) {
    /** A Smart-UPS 700 of 1996, of the third generation, for 120 V. */
    static final Profile SMART_UPS_700 = new Profile("SMART-UPS 700   ", "50.9.D", "GWD", "WS9643050926\0\0", "11/29/96", "024",
        "3.!$%+?=#|.\1\16\32'+-789>@ABCDEFGKLMNOPQRSUVWXYZabcefgjklmnopqrsuxyz~\177",
        "#uD43132135138129uM43229234239224uA43110112114108uI43253264271280"
            + "lD43103100097106lM43177172168182lA43090092081085lI43196188208204e44200155090"
            + "oI43230240220225oD13115oJ13100oM13208s441HMLLq44202050710p443020180300600k4410TLNr443000060180300E443336168ON OFF",
        Map.of('u', "132", 'l', "103", 'e', "00", 'o', "115", 's', "H", 'q', "02", 'p', "020", 'r', "000", 'k', "0", 'E', "336"),
        Map.of('c', "UPS_IDEN", 'x', "11/29/96"), 118.3, 7.1, 60, 46, 23.5);

    /** The settings as the factory made them. */
    Eeprom newEeprom() {
        return new Eeprom(capabilities, firmware.charAt(firmware.length() - 1), settings, texts);
    }

    /** Whether the unit knows a request. */
    boolean knows(char request) {
        return commandSet.indexOf(request, commandSet.lastIndexOf('.') + 1) >= 0;
    }
}
