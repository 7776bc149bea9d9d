/**
 * {@code upsmon --drill}: looks at everything that the shutdown will need, on the running machine, and says what would happen. It reads and
 * asks, and changes nothing: no flag, no FSD, no login that an upsd would count. {@link nut.upsmon.drill.Drill} is all that others use.
 */
package nut.upsmon.drill;
