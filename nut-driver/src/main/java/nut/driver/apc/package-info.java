/**
 * The driver for APC's smart protocol (UPS-Link), {@code newapc}, which NUT later named {@code apcsmart}. {@link nut.driver.apc.SmartLink}
 * speaks the protocol, one question at a time, over a {@link nut.driver.line.Line}; {@link nut.driver.apc.ApcDriver} decides what to ask
 * and turns answers into NUT's variables.
 */
package nut.driver.apc;
