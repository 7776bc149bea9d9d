/**
 * The whole suite on an installed tree, as an admin runs it: simulated UPS, driver, upsd, monitor, each a process of its own. The demo, the
 * build's training run and the system tests play their stories on it. It starts programs by their launchers and watches them from outside.
 */
package nut.jail.chain;
