/**
 * The driver for APC's smart protocol (UPS-Link), {@code newapc}, which NUT later named {@code apcsmart}. {@link nut.driver.apc.SmartLink}
 * speaks the protocol, one question at a time, over a {@link nut.driver.line.Line}; its {@link nut.driver.apc.Ear} takes apart what comes
 * back. {@link nut.driver.apc.ApcDriver} decides what to ask; {@link nut.driver.apc.Variable} has all that can be asked for.
 */
package nut.driver.apc;
