/**
 * {@code dummy-ups}: a UPS that is a text file, or a copy of one that another upsd serves. {@link nut.driver.dummy.DummyKind} finds out
 * which; {@link nut.driver.dummy.ScriptDriver} acts a file's {@link nut.driver.dummy.Script}, {@link nut.driver.dummy.RepeaterDriver}
 * copies. Both write on a {@link nut.driver.dummy.Sheet}. The facts are those of NUT's dummy-ups(8).
 */
package nut.driver.dummy;
