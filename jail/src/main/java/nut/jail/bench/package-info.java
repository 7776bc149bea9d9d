/** Measurements on the installed tree. Each is a command in jail/bench; none is a test. */
package nut.jail.bench;
