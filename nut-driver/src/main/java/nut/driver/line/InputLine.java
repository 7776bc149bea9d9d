package nut.driver.line;

/** The modem lines that come from the UPS, by the names that genericups(8) of NUT has for them. */
public enum InputLine {
    /** Clear To Send. */
    CTS,
    /** Data Carrier Detect. */
    DCD,
    /** Ring Indicator. */
    RNG,
    /** Data Set Ready. */
    DSR
}
