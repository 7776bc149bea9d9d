/**
 * The watcher: one thread for each MONITOR line is told by upsd, or asks it, or reads the driver's region, and posts what it heard; one
 * thread takes that to the decisions and carries out what they say. No decision is taken here.
 */
package nut.upsmon.watch;
