/** The network server. */
module nut.upsd {
    requires nut.common;

}
