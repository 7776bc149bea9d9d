/** The network server. */
module nut.upsd {
    requires nut.common;

    opens nut.upsd to info.picocli;
}
