package nut.common.conf;

/** A line that the grammar cannot take apart. The message is the reason; it holds nothing of the line itself. */
public final class SyntaxFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    SyntaxFault(int column, String reason) {
        super(reason, null, false, false);
        this.column = column;
    }

    /** Where in the line, counted from 1. */
    public int column() {
        return column;
    }
}
