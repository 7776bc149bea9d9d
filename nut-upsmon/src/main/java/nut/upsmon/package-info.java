/**
 * upsmon as three processes, which share two pipes and nothing else.
 *
 * <pre>
 *                 one byte: the order to shut down
 *   parent  &lt;---------------------------------------  watcher  &lt;--TCP--&gt;  upsd
 *   root, /                                           RUN_AS_USER, an empty directory
 *     |                                                  |
 *     | runs SHUTDOWNCMD                                 | frames: ONBATT su700, lines of the log
 *     v                                                  v
 *                                                     notifier
 *                                                     RUN_AS_USER, /
 *                                                        | runs NOTIFYCMD and wall, writes to syslog
 * </pre>
 *
 * <p>{@link nut.upsmon.Main} is the command line; it makes a {@code Parent}, which starts a {@code Crew} of two, each a {@code Child} that
 * finds in its {@code Assignment} what it is to be. Signals go the other way: upsmon -c sends them to the parent, and the parent passes
 * USR1 (fsd), HUP (reload) and URG (suspend) on to the watcher. After HUP the watcher sends the other byte there is as soon as no UPS is on
 * battery, and the parent puts a new crew in the old one's place.
 *
 * <p>A watcher that dies is started again with a notifier, a bounded number of times. A notifier that dies is replaced with its watcher, as
 * at a reload, as soon as no UPS is on battery; until then, and during a shutdown, the watcher goes on without. When the parent dies, so
 * does the watcher, and the notifier tells people (NOPARENT) before it ends. What the watcher gives up is in {@code Cell}, what the parent
 * does when the order comes in {@code Shutdown}.
 *
 * <p>With {@code MONITOR UPS@region} the watcher reads the driver's region in place of a TCP stream, and its root directory is the state
 * directory.
 */
package nut.upsmon;
