/**
 * What makes a program a daemon: options of the start, environment, background start, pid files, signals, readiness. It uses
 * {@code nut.common.posix} and {@code nut.common.log}; each program's Main hands it a service to run.
 */
package nut.common.daemon;
