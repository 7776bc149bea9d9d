/**
 * Attacks on an upsd of the installed tree, and what an honest client notices of them. Each attack is a class of its own; {@link
 * nut.jail.bench.attack.Attacks} has the list.
 */
package nut.jail.bench.attack;
