/**
 * A primary and three secondaries, each a whole upsmon of the installed tree with a folder of its own, on an upsd with UPSes that a test
 * commands. The tests here play the ways that a power failure can go and look at who shuts down.
 */
package nut.jail.matrix;
