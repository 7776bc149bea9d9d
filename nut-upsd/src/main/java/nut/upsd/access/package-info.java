/**
 * What keeps those out who guess passwords: the thread that looks at hashed passwords, and the memory of who failed. Passwords come from
 * {@code nut.upsd.command}, verdicts go back to the event loop. It knows no socket, no command and no UPS.
 */
package nut.upsd.access;
