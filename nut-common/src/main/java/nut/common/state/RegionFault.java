package nut.common.state;

/**
 * What a peer wrote cannot be believed: a file that is too short, foreign, damaged or truncated under the reader. It costs the reader
 * that UPS until the next handshake, nothing else.
 */
public final class RegionFault extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A fault with its sentence.
     *
     * @param sentence which file, and what is wrong with it
     */
    public RegionFault(String sentence) {
        super(sentence);
    }
}
