/** The driver controller. */
module nut.upsdrvctl {
    requires nut.common;

    exports nut.upsdrvctl;

    uses nut.common.daemon.Startable;
}
