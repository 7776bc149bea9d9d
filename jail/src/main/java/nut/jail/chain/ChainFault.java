package nut.jail.chain;

/** A link of the chain did not do its part; the message says which, and what it said. */
public final class ChainFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault with its sentence. */
    public ChainFault(String sentence) {
        super(sentence);
    }
}
