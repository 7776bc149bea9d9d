/**
 * The simulated UPS, {@code upssim}: a Smart-UPS on a pseudo terminal, for rehearsals without hardware and for the tests. A pure model
 * (battery, EEPROM, power states, protocol) is fed with bytes and with the time; one thread joins it to the wire, whose pace is that of
 * 2400 baud, and to the controls. Bytes come from and go to the pty of {@code nut.common.posix}; nothing here is used by the drivers.
 */
package nut.driver.simulator;
