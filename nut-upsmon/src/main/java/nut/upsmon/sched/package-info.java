/**
 * upssched: upsmon's NOTIFYCMD for what is to be done later, or not at all if the power comes back in time. See upssched(8).
 *
 * <pre>
 *  upsmon's notifier
 *     | UPSNAME, NOTIFYTYPE
 *     v
 *  a call  --- orders through PIPEFN ---&gt;  the timer daemon  --- when a timer runs out ---&gt;  CMDSCRIPT name
 *     |                                      ^      |
 *     |                                      |      v
 *     +---- orders, when no daemon runs ---&gt;  PIPEFN.timers
 * </pre>
 *
 * <p>{@link nut.upsmon.sched.Main} is both. A {@code Call} looks up what upssched.conf says of its event and gives that to the daemon. If
 * none runs it takes the lock LOCKFN, does its orders in the file of timers itself, and starts a daemon that goes on from there: so the
 * order that cancels a timer is done before a new daemon could run the timer out, and a daemon that was killed loses nothing. The package
 * uses nut-common, and of upsmon {@code nut.upsmon.command} alone.
 */
package nut.upsmon.sched;
