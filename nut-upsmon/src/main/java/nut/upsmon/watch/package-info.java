/** The watcher's connections: one thread for each MONITOR line asks upsd and posts what it heard. No decision is taken here. */
package nut.upsmon.watch;
