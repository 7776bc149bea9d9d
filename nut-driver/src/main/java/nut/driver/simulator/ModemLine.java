package nut.driver.simulator;

/** A line of a serial port beside the data lines, by the name that genericups gives it. */
enum ModemLine {
    /** Clear to send, an input of the computer. */
    CTS,
    /** Carrier detect, an input. */
    DCD,
    /** Ring, an input. */
    RNG,
    /** Data set ready, an input. */
    DSR,
    /** Data terminal ready, an output. */
    DTR,
    /** Request to send, an output. */
    RTS;

    boolean isOutput() {
        return this == DTR || this == RTS;
    }
}
