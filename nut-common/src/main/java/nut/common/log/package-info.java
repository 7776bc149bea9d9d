/**
 * Logging, set up in code: standard error in the foreground, syslog through /dev/log in the background. Events come from SLF4J.
 */
package nut.common.log;
