package nut.driver.simulator;

/** What a person or a test has done to the line: silence, lost bytes, something that happens inside an answer. Owned by one thread. */
final class Disturbances {
    private boolean mute;
    private int deafFor;
    private int position;
    private Runnable trigger;

    void mute(boolean silent) {
        mute = silent;
    }

    boolean isMute() {
        return mute;
    }

    /** Loses the next bytes from the computer. */
    void deafFor(int bytes) {
        deafFor = bytes;
    }

    /** Whether the byte that comes now is lost. */
    boolean losesByte() {
        boolean lost = deafFor > 0;
        deafFor -= lost ? 1 : 0;
        return lost;
    }

    /** Does something when so many bytes of the next long enough answer have been sent. */
    void insideAnswer(int sentBytes, Runnable what) {
        position = sentBytes;
        trigger = what;
    }

    /** So many bytes of an answer have been sent. */
    void sent(int bytes) {
        if (trigger != null && bytes == position) {
            Runnable due = trigger;
            trigger = null;
            due.run();
        }
    }
}
