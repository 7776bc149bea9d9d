/** The driver core, the drivers and the simulated UPS. */
module nut.driver {
    requires nut.common;
    requires com.fazecast.jSerialComm;

    exports nut.driver;
}
