package nut.common;

/**
 * A fault that the admin can mend. Its message is one sentence that says where, what and what to do; it is printed once, at the top of
 * the program, without a stack trace.
 */
public final class AdminFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault with its sentence.
     *
     * @param sentence where, what, what to do
     */
    public AdminFault(String sentence) {
        super(sentence, null, false, false);
    }
}
