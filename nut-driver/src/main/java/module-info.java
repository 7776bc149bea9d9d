/** The driver core, the drivers and the simulated UPS. */
module nut.driver {
    requires nut.common;
    requires com.fazecast.jSerialComm;

    exports nut.driver;

    provides nut.common.daemon.Startable with nut.driver.StartableDriver;
}
