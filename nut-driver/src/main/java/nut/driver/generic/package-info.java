/**
 * The driver for UPSes with contact closures, {@code genericups}, as genericups(8) of NUT describes it.
 * {@link nut.driver.generic.CableTypes} says what the lines of each cable mean. {@link nut.driver.generic.ContactPort} has a thread that
 * looks at the modem lines; {@link nut.driver.generic.LineWatch} waits until they hold still; {@link nut.driver.generic.GenericDriver}
 * turns them into ups.status, and drives the line that cuts the power.
 */
package nut.driver.generic;
