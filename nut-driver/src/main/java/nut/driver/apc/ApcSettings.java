package nut.driver.apc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nut.driver.core.DriverSettings;

/**
 * What the admin chose for this driver.
 *
 * @param powerMethods      how -k cuts the power: these in turn, until one is accepted
 * @param wakeUpDelay       the digits after @, in units of six minutes: two, or three
 * @param simulationDelay   between U and S
 * @param dualModeCable     whether the cable is a 940-0095B: DTR powers it, RTS is the shutdown line
 */
record ApcSettings(List<PowerMethod> powerMethods, String wakeUpDelay, Duration simulationDelay, boolean dualModeCable) {
    /** The names of all settings that this driver has. */
    static final Set<String> NAMES = Set.of("sdtype", "advorder", "awd", "cshdelay", "cable", "ttymode");

    private static final List<PowerMethod> ADVORDER_DIGITS = List.of(PowerMethod.HIBERNATE_ON_BATTERY, PowerMethod.HIBERNATE,
        PowerMethod.TURN_OFF_LATER, PowerMethod.TURN_OFF_NOW, PowerMethod.SIMULATE_AND_HIBERNATE);

    private static final String ADVORDER_RULE = "must be \"no\" or one to five digits from 0 to 4, not ";
    /** Cables with which the modem lines reach the UPS (940-0095A, B, C) and with which they do not. */
    private static final Set<String> DUAL_MODE_CABLES = Set.of("940-0095A", "940-0095B", "940-0095C");
    private static final String USUAL_CABLE = "940-0024C";
    private static final String SMART_CABLE = "940-[0-9]{2}24[A-Z]";

    /** Reads them; a value that makes no sense is a fault that the admin can mend. */
    static ApcSettings of(DriverSettings settings) {
        checkTtyMode(settings);
        return new ApcSettings(methods(settings), wakeUpDelay(settings), simulationDelay(settings), isDualMode(settings));
    }

    private static List<PowerMethod> methods(DriverSettings settings) {
        List<PowerMethod> byType = byType(settings, settings.value("sdtype").orElse("0"));
        String order = settings.value("advorder").orElse("no");
        return order.equalsIgnoreCase("no") ? byType : inOrder(settings, order);
    }

    private static List<PowerMethod> byType(DriverSettings settings, String type) {
        return switch (type) {
            case "0" -> List.of(PowerMethod.HIBERNATE_AS_STATUS_SAYS);
            case "1" -> List.of(PowerMethod.HIBERNATE_ONE_WAY_OR_THE_OTHER);
            case "2" -> List.of(PowerMethod.TURN_OFF_NOW);
            case "3" -> List.of(PowerMethod.TURN_OFF_LATER);
            case "4" -> List.of(PowerMethod.SIMULATE_AND_HIBERNATE);
            case "5" -> List.of(PowerMethod.HIBERNATE);
            default -> throw settings.fault("sdtype", "must be a digit from 0 to 5, not " + type);
        };
    }

    private static List<PowerMethod> inOrder(DriverSettings settings, String digits) {
        if (digits.isEmpty()) {
            throw settings.fault("advorder", ADVORDER_RULE + "empty");
        }
        List<PowerMethod> methods = new ArrayList<>();
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit >= ADVORDER_DIGITS.size() || digits.length() > ADVORDER_DIGITS.size()) {
                throw settings.fault("advorder", ADVORDER_RULE + digits);
            }
            methods.add(ADVORDER_DIGITS.get(digit));
        }
        return methods;
    }

    /**
     * With the wrong cable's setting RTS stays up, which means shutdown on a dual-mode cable: so a name that is none of APC's is refused.
     */
    private static boolean isDualMode(DriverSettings settings) {
        String cable = settings.value("cable").orElse(USUAL_CABLE).toUpperCase(Locale.ROOT);
        boolean dualMode = DUAL_MODE_CABLES.contains(cable);
        if (!dualMode && !cable.equals(USUAL_CABLE) && !cable.matches(SMART_CABLE)) {
            throw settings.fault("cable", "must be 940-0095B, or the name of a smart cable such as 940-0024C, not " + cable
                + "; leave it out for a smart cable of another make");
        }
        return dualMode;
    }

    /**
     * NUT reads a tty in canonical mode (whole lines) or raw. Here a port is always raw, because an alert has no line end and would wait
     * for the next answer in canonical mode; the driver itself finds the lines. So both words mean the same.
     */
    private static void checkTtyMode(DriverSettings settings) {
        String mode = settings.value("ttymode").orElse("raw");
        if (!mode.equalsIgnoreCase("raw") && !mode.equalsIgnoreCase("canonical")) {
            throw settings.fault("ttymode", "must be raw or canonical, not " + mode);
        }
    }

    private static String wakeUpDelay(DriverSettings settings) {
        String digits = settings.value("awd").orElse("000");
        if (!isWakeUpDelay(digits)) {
            throw settings.fault("awd", "must be one to three digits, not " + digits);
        }
        return padded(digits);
    }

    private static Duration simulationDelay(DriverSettings settings) {
        String seconds = settings.value("cshdelay").orElse("3.5");
        boolean plain = seconds.length() == 1 && Character.isDigit(seconds.charAt(0));
        boolean withTenths = seconds.length() == 3 && Character.isDigit(seconds.charAt(0)) && seconds.charAt(1) == '.'
            && Character.isDigit(seconds.charAt(2));
        if (!plain && !withTenths) {
            throw settings.fault("cshdelay", "must be seconds from 0 to 9.9, with one decimal at most, not " + seconds);
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    }

    static boolean isWakeUpDelay(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return !digits.isEmpty() && digits.length() <= 3;
    }

    /** Two digits are a form of their own, which some units want; everything else is three digits. */
    static String padded(String digits) {
        return digits.length() == 2 ? digits : "0".repeat(3 - digits.length()) + digits;
    }
}
