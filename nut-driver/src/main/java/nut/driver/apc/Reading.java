package nut.driver.apc;

/**
 * How the bytes of an answer are read, because alert bytes may stand between any two of them, and because some answers hold the same bytes
 * as data.
 *
 * <table border="1">
 * <caption>What happens to each byte</caption>
 * <tr><th></th><th>dropped</th><th>taken out and obeyed</th></tr>
 * <tr><td>VALUE</td><td>CR NUL | &amp; *</td><td>! $ % + # ? =</td></tr>
 * <tr><td>SHUTDOWN</td><td>CR NUL | &amp;</td><td>! $ % + # ? =; * is a whole answer, without line end</td></tr>
 * <tr><td>SERIAL</td><td>CR | &amp; *</td><td>! $ % + # ? =; NUL is data</td></tr>
 * <tr><td>TEXT</td><td>CR NUL | &amp; *</td><td>none; ! $ % + # ? = are taken out and lead to Q: they may be text</td></tr>
 * <tr><td>CAPABILITIES</td><td>CR NUL | &amp; * ! $ % + ? =</td><td>none; # is data</td></tr>
 * <tr><td>COMMAND_SET</td><td>CR</td><td>none; all is data</td></tr>
 * </table>
 */
enum Reading {
    /** A value; also OK, NA and their like, the answer to most commands. */
    VALUE("\r\0|&*", Reading.ALERTS, ""),
    /** The answer to a command that cuts the power: old units say a bare asterisk. */
    SHUTDOWN("\r\0|&", Reading.ALERTS, ""),
    /** The serial number, which may end in NUL and a stray byte. */
    SERIAL("\r|&*", Reading.ALERTS, ""),
    /** A text that somebody wrote into the UPS. */
    TEXT("\r\0|&*", "", Reading.ALERTS),
    /** The answer to ^Z. */
    CAPABILITIES("\r\0|&*!$%+?=", "", ""),
    /** The answer to a, which lists alert bytes. */
    COMMAND_SET("\r", "", "");

    /** The bytes that a driver acts on. */
    static final String ALERTS = "!$%+#?=";
    /** The bytes that a UPS may send without being asked. */
    static final String UNASKED = ALERTS + "*&|";

    private final String dropped;
    private final String obeyed;
    private final String doubted;

    Reading(String dropped, String obeyed, String doubted) {
        this.dropped = dropped;
        this.obeyed = obeyed;
        this.doubted = doubted;
    }

    boolean drops(char received) {
        return dropped.indexOf(received) >= 0;
    }

    boolean obeys(char received) {
        return obeyed.indexOf(received) >= 0;
    }

    /** Whether a byte may be an alert, or part of the text. */
    boolean doubts(char received) {
        return doubted.indexOf(received) >= 0;
    }

    /** Whether an answer is so long that the unit takes its time. */
    boolean isLong() {
        return this == CAPABILITIES || this == COMMAND_SET;
    }
}
