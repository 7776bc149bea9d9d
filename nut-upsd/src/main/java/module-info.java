/** The network server. */
module nut.upsd {
    requires nut.common;

    exports nut.upsd;
}
