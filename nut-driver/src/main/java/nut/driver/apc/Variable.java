package nut.driver.apc;

import java.util.List;

/**
 * A value that a UPS can be asked for.
 *
 * @param query      the byte to ask with
 * @param name       NUT's name of the variable
 * @param form       what an answer looks like
 * @param conversion what becomes of it
 * @param polled     whether it is read in each poll; the others are read at the start and once an hour
 */
record Variable(char query, String name, Form form, Conversion conversion, boolean polled) {
    /**
     * All that this driver knows to ask for, in the order of asking: what the unit is, then what matters most in a poll. (Packed variables
     * of the Measure-UPS II and two-byte queries are not among them. The firmware has two queries, which compete: see {@link Identity}.)
     */
    static final List<Variable> ALL = List.of(
        once('\1', "ups.model", Form.TEXT, Conversion.STRIP),
        once('n', "ups.serial", Form.SERIAL, Conversion.SERIAL),
        once('m', "ups.mfr.date", Form.TEXT, Conversion.STRIP),
        once('v', "ups.firmware.aux", Form.TEXT, Conversion.STRIP),
        once('c', "ups.id", Form.TEXT, Conversion.STRIP),
        once('x', "battery.date", Form.TEXT, Conversion.STRIP),
        polled('f', "battery.charge", Form.NUMBER, Conversion.NONE),
        polled('j', "battery.runtime", Form.MINUTES, Conversion.MINUTES),
        polled('B', "battery.voltage", Form.NUMBER, Conversion.NONE),
        polled('L', "input.voltage", Form.NUMBER, Conversion.NONE),
        polled('G', "input.transfer.reason", Form.LETTER, Conversion.REASON),
        polled('P', "ups.load", Form.NUMBER, Conversion.NONE),
        polled('O', "output.voltage", Form.NUMBER, Conversion.NONE),
        polled('/', "output.current", Form.NUMBER, Conversion.NONE),
        polled('F', "input.frequency", Form.NUMBER, Conversion.NONE),
        polled('M', "input.voltage.maximum", Form.NUMBER, Conversion.NONE),
        polled('N', "input.voltage.minimum", Form.NUMBER, Conversion.NONE),
        polled('9', "input.quality", Form.HEX, Conversion.NONE),
        polled('C', "ups.temperature", Form.NUMBER, Conversion.NONE),
        polled('X', "ups.test.result", Form.RESULT, Conversion.NONE),
        polled('t', "ambient.temperature", Form.NUMBER, Conversion.NONE),
        polled('h', "ambient.humidity", Form.NUMBER, Conversion.NONE),
        polled('i', "ups.contacts", Form.HEX, Conversion.NONE),
        once('g', "battery.voltage.nominal", Form.NUMBER, Conversion.NONE),
        once('o', "output.voltage.nominal", Form.NUMBER, Conversion.NONE),
        once('l', "input.transfer.low", Form.NUMBER, Conversion.NONE),
        once('u', "input.transfer.high", Form.NUMBER, Conversion.NONE),
        once('s', "input.sensitivity", Form.LETTER, Conversion.NONE),
        once('e', "battery.charge.restart", Form.NUMBER, Conversion.NONE),
        once('q', "battery.runtime.low", Form.NUMBER, Conversion.MINUTES),
        once('p', "ups.delay.shutdown", Form.NUMBER, Conversion.NONE),
        once('r', "ups.delay.start", Form.NUMBER, Conversion.NONE),
        once('k', "battery.alarm.threshold", Form.SIGN, Conversion.NONE),
        once('E', "ups.test.interval", Form.INTERVAL, Conversion.HOURS),
        once('>', "battery.packs", Form.NUMBER, Conversion.NONE),
        once('<', "battery.packs.bad", Form.NUMBER, Conversion.NONE),
        once('\f', "ups.display.language", Form.LETTER, Conversion.NONE));

    /** How the answer is to be read. */
    Reading reading() {
        return form == Form.SERIAL ? Reading.SERIAL : Reading.VALUE;
    }

    private static Variable polled(char query, String name, Form form, Conversion conversion) {
        return new Variable(query, name, form, conversion, true);
    }

    private static Variable once(char query, String name, Form form, Conversion conversion) {
        return new Variable(query, name, form, conversion, false);
    }
}
