package nut.driver.simulator;

import java.util.Optional;

/**
 * How a contact closure cable joins the modem lines of a serial port to the pins of a UPS.
 *
 * @param name       APC's part number
 * @param power      the computer's line that powers the cable's circuits; none when it needs no power
 * @param onBattery  the line that is high on battery
 * @param lowBattery the line that is high when the battery is low
 * @param shutdown   the computer's line that cuts the load when it is held high
 */
record Cable(String name, Optional<ModemLine> power, ModemLine onBattery, ModemLine lowBattery, ModemLine shutdown) {
}
