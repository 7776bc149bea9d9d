package nut.common.conf;

/** What upsmon does with a notification (NOTIFYFLAG of upsmon.conf). */
public enum NotifyFlag {
    /** Write it to the system log. */
    SYSLOG,
    /** Write it to everybody who is logged in. */
    WALL,
    /** Run NOTIFYCMD with it. */
    EXEC,
    /** Do nothing. */
    IGNORE
}
