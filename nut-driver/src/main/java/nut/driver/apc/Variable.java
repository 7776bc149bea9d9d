package nut.driver.apc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value that a UPS can be asked for. Some have several, packed into one answer with commas in between: their names have a 0 where the
 * published ones have a number from 1 to 4.
 *
 * @param query      the byte to ask with, or two of them (see {@link SmartLink})
 * @param name       NUT's name of the variable
 * @param form       what an answer looks like
 * @param conversion what becomes of it
 * @param rhythm     how often it is read
 */
record Variable(char query, String name, Form form, Conversion conversion, Rhythm rhythm) {
    /**
     * All that this driver knows to ask for, in the order of asking: what the unit is, then what matters most in a poll. Where two have one
     * query, or one name, the first that the unit answers to in its form is taken, and the other is not there. (The firmware has two
     * queries, which compete: see {@link Identity}.)
     */
    static final List<Variable> ALL = List.of(
        hourly('\1', "ups.model", Form.TEXT, Conversion.STRIP),
        hourly('n', "ups.serial", Form.SERIAL, Conversion.SERIAL),
        hourly('m', "ups.mfr.date", Form.TEXT, Conversion.STRIP),
        hourly('v', "ups.firmware.aux", Form.TEXT, Conversion.STRIP),
        hourly('c', "ups.id", Form.NOTE, Conversion.STRIP),
        hourly('x', "battery.date", Form.NOTE, Conversion.STRIP),
        often('f', "battery.charge", Form.NUMBER, Conversion.NONE),
        often('j', "battery.runtime", Form.MINUTES, Conversion.MINUTES),
        often('B', "battery.voltage", Form.NUMBER, Conversion.NONE),
        often('L', "input.voltage", Form.NUMBER, Conversion.NONE),
        often('G', "input.transfer.reason", Form.LETTER, Conversion.REASON),
        often('P', "ups.load", Form.NUMBER, Conversion.NONE),
        often('O', "output.voltage", Form.NUMBER, Conversion.NONE),
        often('/', "output.current", Form.NUMBER, Conversion.NONE),
        often('\u9FD4', "battery.current", Form.NUMBER, Conversion.NONE),
        seldom('\u9FD3', "input.frequency", Form.NUMBER, Conversion.NONE),
        seldom('F', "input.frequency", Form.NUMBER, Conversion.NONE),
        seldom('F', "output.frequency", Form.NUMBER, Conversion.NONE),
        seldom('M', "input.voltage.maximum", Form.NUMBER, Conversion.NONE),
        seldom('N', "input.voltage.minimum", Form.NUMBER, Conversion.NONE),
        seldom('9', "input.quality", Form.HEX, Conversion.NONE),
        seldom('C', "ups.temperature", Form.NUMBER, Conversion.NONE),
        seldom('X', "ups.test.result", Form.RESULT, Conversion.NONE),
        seldom('i', "ups.contacts", Form.HEX, Conversion.NONE),
        seldom('t', "ambient.temperature", Form.NUMBER, Conversion.NONE),
        seldom('h', "ambient.humidity", Form.NUMBER, Conversion.NONE),
        seldom('T', "ambient.0.temperature", Form.PROBES, Conversion.STRIP),
        seldom('T', "device.uptime", Form.NUMBER, Conversion.HOURS),
        seldom('H', "ambient.0.humidity", Form.TEXT, Conversion.STRIP),
        seldom('[', "ambient.0.temperature.high", Form.TEXT, Conversion.STRIP),
        seldom(']', "ambient.0.temperature.low", Form.TEXT, Conversion.STRIP),
        seldom('{', "ambient.0.humidity.high", Form.TEXT, Conversion.STRIP),
        seldom('}', "ambient.0.humidity.low", Form.TEXT, Conversion.STRIP),
        hourly('g', "battery.voltage.nominal", Form.NUMBER, Conversion.NONE),
        hourly('o', "output.voltage.nominal", Form.NUMBER, Conversion.NONE),
        hourly('l', "input.transfer.low", Form.NUMBER, Conversion.NONE),
        hourly('u', "input.transfer.high", Form.NUMBER, Conversion.NONE),
        hourly('s', "input.sensitivity", Form.LETTER, Conversion.NONE),
        hourly('e', "battery.charge.restart", Form.NUMBER, Conversion.NONE),
        hourly('q', "battery.runtime.low", Form.NUMBER, Conversion.MINUTES),
        hourly('p', "ups.delay.shutdown", Form.NUMBER, Conversion.NONE),
        hourly('r', "ups.delay.start", Form.NUMBER, Conversion.NONE),
        hourly('k', "battery.alarm.threshold", Form.SIGN, Conversion.NONE),
        hourly('E', "ups.test.interval", Form.INTERVAL, Conversion.HOURS),
        hourly('>', "battery.packs", Form.NUMBER, Conversion.NONE),
        hourly('<', "battery.packs.bad", Form.NUMBER, Conversion.NONE),
        hourly('\f', "ups.display.language", Form.LETTER, Conversion.NONE));

    private static final String PACKED = "ambient.0.";
    private static final int MOST_PACKED = 4;

    /** How the answer is to be read. */
    Reading reading() {
        return switch (form) {
            case SERIAL -> Reading.SERIAL;
            case NOTE -> Reading.TEXT;
            default -> Reading.VALUE;
        };
    }

    /** Whether one answer holds several values. */
    boolean isPacked() {
        return name.startsWith(PACKED);
    }

    /** What is to be published of an answer that has the form: values by name. An empty field says N/A. */
    Map<String, String> values(String answer) {
        if (!isPacked()) {
            return Map.of(name, conversion.convert(answer));
        }
        Map<String, String> values = new LinkedHashMap<>();
        String[] fields = answer.split(",", -1);
        for (int i = 0; i < Math.min(fields.length, MOST_PACKED); i++) {
            values.put(numbered(i + 1), fields[i].isBlank() ? "N/A" : conversion.convert(fields[i]));
        }
        return values;
    }

    /** All names that it may be published by. */
    List<String> names() {
        return isPacked() ? List.of(numbered(1), numbered(2), numbered(3), numbered(4)) : List.of(name);
    }

    private String numbered(int probe) {
        return "ambient." + probe + "." + name.substring(PACKED.length());
    }

    private static Variable often(char query, String name, Form form, Conversion conversion) {
        return new Variable(query, name, form, conversion, Rhythm.EACH_POLL);
    }

    private static Variable seldom(char query, String name, Form form, Conversion conversion) {
        return new Variable(query, name, form, conversion, Rhythm.EACH_FIFTH_POLL);
    }

    private static Variable hourly(char query, String name, Form form, Conversion conversion) {
        return new Variable(query, name, form, conversion, Rhythm.HOURLY);
    }
}
