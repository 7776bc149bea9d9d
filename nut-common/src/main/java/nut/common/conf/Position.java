package nut.common.conf;

/**
 * Where something stands: a file (or another source) and a line in it, as an admin finds it again.
 *
 * @param source the file as it was named when it was opened, or a word for another source
 * @param line   counted from 1
 */
public record Position(String source, int line) {
    @Override
    public String toString() {
        return source + ":" + line;
    }
}
