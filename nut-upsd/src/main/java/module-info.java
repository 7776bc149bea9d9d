/** The network server. */
module nut.upsd {
    requires nut.common;
    requires jdk.net;

    exports nut.upsd;
}
