/**
 * The commands of NUT's network protocol: who a client is, what it asks, what it may do. Words come in from {@code nut.upsd.net}, are
 * checked in NUT's order, and are answered from the UPSes of {@code nut.upsd.driverlink}; requests for drivers go to their mailboxes.
 * Nothing here waits, and nothing here knows of sockets.
 */
package nut.upsd.command;
