package nut.fuzz;

import java.io.IOException;
import java.util.List;

/** Something that takes bytes from outside. */
public interface Target {
    /** The name, which is also that of its folder in the corpus. */
    String name();

    /** Inputs beside those in the corpus, for formats that are better built than kept. */
    default List<byte[]> built() throws IOException {
        return List.of();
    }

    /** Words that mean something in an input. */
    List<String> words();

    /**
     * Takes an input, and throws nothing, be it good or bad. Whatever comes out is a find: also an AssertionError of the target itself, for
     * something that it was promised and did not get.
     *
     * @throws Exception a find
     */
    void take(byte[] input) throws Exception;
}
