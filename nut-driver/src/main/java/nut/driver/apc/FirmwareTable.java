package nut.driver.apc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What units understand that cannot say so themselves, by the whole answer to V, or to b where V has none. From NUT's table (3.2); to a,
 * such a unit would answer with something else.
 */
final class FirmwareTable {
    /** Bytes that are no variable and no instant command, and yet known. */
    static final String INTERNAL = "\32\177~')-+8QRYVabyz";

    private static final String FULL = "@79ABCDEFGKLMNOPQRSUVWXYZcefgjklmnopqrsuxz";
    private static final String MATRIX = "@789ABCDEFGKLMNOPQRSTUVWXYZcefgjklmnopqrsuwxz/<>\\^\f\26";
    private static final String OF_1991 = "@789ABCFGKLMNOPQSTUVWXYZfg";
    private static final String SOME_SETTINGS = "@79ABCEFGKLMNOPQRSUVWXYZcfg";
    private static final String NO_SETTINGS = "@79ABCEFGKLMNOPQRSUVWXYZfg";
    private static final String VOLTAGE_IN_B = "@789ABCFGKLMNOPQRSUVWXYZ";
    private static final String BACK_UPS_CS = "\1@ABPQRSUY9bdfgjmnx";
    /** What Smart-UPS v/s of firmware 42 list in an answer to a that has not the form; they are silent about all else. */
    private static final String SMART_UPS_VS = "98~`\1Aynba@YXUSQKG";
    private static final Map<String, CommandSet> BY_FIRMWARE = new HashMap<>();

    static {
        put(MATRIX, "0XI", "0XM");
        put(FULL + "/<>", "0ZI", "5UI", "5ZM");
        put(FULL, "6QD", "6QI", "6TD", "6TI", "7QD", "7QI", "7TD", "7TI", "8QD", "8QI", "8TD", "8TI");
        put(OF_1991, "6JI");
        put(SOME_SETTINGS, "7II", "8II", "9II", "9GI");
        put(NO_SETTINGS, "8GI");
        put(BACK_UPS_CS, "5.4.D");
        put(SMART_UPS_VS, "42.L.I");
        BY_FIRMWARE.put("42.J.I", new CommandSet(CommandSet.VERY_OLD.bytes() + "9G", false));
    }

    private FirmwareTable() {
    }

    /** What a unit of this firmware understands; empty when it is not in the table. */
    static Optional<CommandSet> find(String firmware) {
        return isVoltage(firmware) ? Optional.of(new CommandSet(VOLTAGE_IN_B, true)) : Optional.ofNullable(BY_FIRMWARE.get(firmware));
    }

    /** Some of the oldest 600s answer to b with a voltage, two hexadecimal digits. */
    static boolean isVoltage(String answer) {
        return Form.HEX.fits(answer);
    }

    private static void put(String commands, String... firmwares) {
        for (String firmware : firmwares) {
            BY_FIRMWARE.put(firmware, new CommandSet(commands, true));
        }
    }
}
