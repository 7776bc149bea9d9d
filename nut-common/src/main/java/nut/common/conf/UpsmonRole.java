package nut.common.conf;

/** What an upsmon is to an upsd. NUT's older words are master and slave. */
public enum UpsmonRole {
    /** It may set the forced shutdown, and it shuts down last. */
    PRIMARY,
    /** It only counts among those who must be gone before the primary goes. */
    SECONDARY;

    /** The role that a word means, in any case, or null. */
    static UpsmonRole of(String word) {
        if (word.equalsIgnoreCase("primary") || word.equalsIgnoreCase("master")) {
            return PRIMARY;
        }
        if (word.equalsIgnoreCase("secondary") || word.equalsIgnoreCase("slave")) {
            return SECONDARY;
        }
        return null;
    }
}
