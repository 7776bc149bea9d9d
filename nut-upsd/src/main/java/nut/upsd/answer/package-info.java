/**
 * Answers as bytes: the words of NUT's network protocol, and a snapshot's GET and LIST answers, each encoded at most once. Snapshots come
 * in from {@code nut.upsd.driverlink}, bytes go out through the {@link nut.upsd.answer.Output} of the event loop. It uses the variable
 * model of {@code nut.common.state} and nothing else.
 */
package nut.upsd.answer;
