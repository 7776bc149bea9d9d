/** The driver controller. */
module nut.upsdrvctl {
    requires nut.common;

    exports nut.upsdrvctl;
}
