/**
 * The simulated UPS, {@code upssim}: an APC UPS on a pseudo terminal, for rehearsals without hardware and for the tests. What makes one
 * model differ from another is in its file ({@code *.model}, read by {@code ProfileReader}). A pure model (power path, EEPROM, protocol,
 * an eye on harm) is fed with bytes and with the time; one thread joins it to the wire, whose pace is that of 2400 baud, to the controls
 * and to a scenario. Bytes come from and go to the pty of {@code nut.common.posix}; nothing here is used by the drivers.
 */
package nut.driver.simulator;
