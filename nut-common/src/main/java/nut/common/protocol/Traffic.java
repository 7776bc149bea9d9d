package nut.common.protocol;

/** Hears what goes over a {@link NutConnection}, on the thread of the one that asks. */
public interface Traffic {
    /** A request has been sent. In place of a password there are asterisks. */
    void sent(String line);

    /** A line of an answer has come, as it came. */
    void received(String line);
}
