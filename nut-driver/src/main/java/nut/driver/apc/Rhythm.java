package nut.driver.apc;

/** How often a variable is read. On a line of 240 bytes a second what matters must not wait for what does not. */
enum Rhythm {
    /** In each poll. */
    EACH_POLL,
    /** In each fifth poll, and in the poll after ups.status has changed. */
    EACH_FIFTH_POLL,
    /** At the start and once an hour. */
    HOURLY;

    /** How many polls make a round. */
    static final int ROUND = 5;
}
