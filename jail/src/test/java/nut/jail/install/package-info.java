/**
 * Tests of jail/install, jail/uninstall, the start scripts and the Debian package, each on a throw-away copy of this machine. It uses the
 * built tree and the scripts of the jail folder; nothing that a test does is left on the machine.
 */
package nut.jail.install;
