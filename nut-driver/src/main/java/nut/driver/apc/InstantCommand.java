package nut.driver.apc;

import java.util.List;

/**
 * An instant command as the UPS knows it.
 *
 * @param name      NUT's name
 * @param requests  the bytes that do it: a UPS that has one of them has the command
 * @param dangerous whether it may take the power away, and is to be asked for twice
 */
record InstantCommand(String name, String requests, boolean dangerous) {
    /** All that this driver knows. */
    static final List<InstantCommand> ALL = List.of(
        new InstantCommand("shutdown.return", "S@", true),
        new InstantCommand("shutdown.stayoff", "K", true),
        new InstantCommand("shutdown.default", "S@KZ", true),
        new InstantCommand("load.off", "Z", true),
        new InstantCommand("load.on", "\16", false),
        new InstantCommand("calibrate.start", "D", false),
        new InstantCommand("calibrate.stop", "D", false),
        new InstantCommand("test.panel.start", "A", false),
        new InstantCommand("test.failure.start", "U", false),
        new InstantCommand("test.battery.start", "W", false),
        new InstantCommand("test.battery.stop", "W", false),
        new InstantCommand("bypass.start", "^", false),
        new InstantCommand("bypass.stop", "^", false));

    /** The byte of a command that has one. */
    char request() {
        return requests.charAt(0);
    }
}
