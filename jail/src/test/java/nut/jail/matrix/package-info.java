/**
 * A primary and three secondaries, each a whole upsmon of the installed tree with a folder of its own, on an upsd with UPSes that a test
 * commands; each test plays one way that a power failure can go and looks at who shuts down. Real time is in no assertion but "not before".
 *
 * <pre>
 *  story                                                      who goes down, each once, secondaries first     by which rule
 *  ---------------------------------------------------------  ----------------------------------------------  --------------------
 *  PowerMatrixIT
 *   1 OB, then OL                                             nobody                                          OB is not critical
 *   2 OB for longer than HOSTSYNC, then OL                    nobody                                          OB is not critical
 *   3 OB, then OB LB                                          all; the primary alone sets POWERDOWNFLAG       OB LB is critical
 *   4 OB LB, then OL during FINALDELAY                        all                                             FSD is not taken back
 *   5 CAL OB LB for longer than HOSTSYNC                      nobody                                          CAL is no failure
 *   6 upsmon -c fsd on the primary, OL                        all                                             FSD
 *   7 two UPSes, MINSUPPLIES 1: one OB LB; then the other     nobody; then all                                MINSUPPLIES
 *   8 two UPSes, MINSUPPLIES 2: one OB LB                     all                                             MINSUPPLIES
 *   9 another UPS after a reload; the old OB LB; the new      nobody; nobody; then all                        MONITOR
 *  BreakageMatrixIT
 *  10 OL, upsd dies, and lives again after DEADTIME           nobody                                          DEADTIME needs OB
 *  11 OB, upsd dies                                           all, the primary HOSTSYNC later                 DEADTIME
 *  12 FSD, upsd starts anew and has forgotten it              all                                             FSD is not taken back
 *  13 the same, before the third has heard of it              all                                             FSD is set again
 *  14 OL, the driver dies, and lives again after DEADTIME     nobody                                          DEADTIME needs OB
 *  15 OB, the driver dies                                     all                                             DEADTIME
 *  16 OB, the driver hangs                                    all                                             MAXAGE and DEADTIME
 *  17 OB, the driver starts anew within DEADTIME; OB LB       nobody; then all                                DEADTIME
 *  18 OL, the third's network is silent; OB LB; mended        all but the third; then the third               HOSTSYNC
 *  19 OB, the third's network is cut; OL                      the third; nobody else                          DEADTIME
 *  20 the third's watcher hangs; OB LB; it wakes              all but the third; then the third               HOSTSYNC
 *  21 OB, the primary's watcher is killed; OB LB              all                                             it is started anew
 *  22 OB, the primary's upsmon is killed; OB LB; started      all                                             HOSTSYNC of secondaries
 *  MixedMatrixIT
 *  23 1 and 3 with Debian's upsmon as the primary             all
 *  24 1 and 3 with Debian's upsmon as the first secondary     all
 *  25 1 and 3 with Debian's upsd and driver                   all
 *  26 3 with newapc and the simulated UPS                     all
 *  ReadyClassesIT
 *  27 3, and what the primary's JVMs make meanwhile           all
 * </pre>
 * That nobody goes down is proved by something that comes later through the same pipes: REPLBATT a second time (RBWARNTIME is longer than
 * HOSTSYNC), NOCOMM (NOCOMMWARNTIME is longer than DEADTIME), or ONLINE, heard by NOTIFYCMD of all four.
 */
package nut.jail.matrix;
