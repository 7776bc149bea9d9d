/**
 * {@code upsdrvctl}: starts the drivers of ups.conf as daemons, stops them, and has them cut the power. It reads ups.conf, meets the
 * drivers only through their command line, their word of readiness, their pid files and signals, and ends.
 */
package nut.upsdrvctl;
