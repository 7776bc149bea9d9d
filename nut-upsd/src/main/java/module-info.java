/** The network server. */
module nut.upsd {
    requires nut.common;

    exports nut.upsd;
    opens nut.upsd to info.picocli;
}
