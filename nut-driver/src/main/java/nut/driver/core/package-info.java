/**
 * What all drivers share: the loop of the one thread that owns line and state, the settings from ups.conf and the command line, the state
 * of the UPS and its publication, contact lost and found again, the power kill. Readings come from a {@link nut.driver.core.Driver};
 * snapshots go to upsd through {@code nut.common.state}, and requests come back from there.
 */
package nut.driver.core;
