/**
 * How upsd knows its UPSes: what the drivers say arrives on their threads, crosses to the event loop at one place
 * ({@link nut.upsd.driverlink.DriverNews}), and is kept for answering in a {@link nut.upsd.driverlink.ServedUps} each. Requests for drivers
 * go the other way through their mailboxes. It uses {@code nut.common.state} and {@code nut.upsd.answer}.
 */
package nut.upsd.driverlink;
