package nut.upsmon.notify;

/** Bytes on the pipe that are no frame: a fault, never to be guessed at. */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    BadFrame(String sentence) {
        super(sentence);
    }
}
