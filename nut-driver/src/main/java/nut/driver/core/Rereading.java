package nut.driver.core;

import java.util.function.Supplier;

/**
 * How a running driver learns what ups.conf says now.
 *
 * @param settings reads the settings again; an AdminFault when they make no sense
 * @param debug    the debug level of the command line, below which debug_min cannot go
 */
record Rereading(Supplier<DriverSettings> settings, int debug) {
}
