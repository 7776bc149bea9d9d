package nut.upsmon.watch;

import java.util.LinkedHashSet;
import java.util.Set;

/** The value of ups.status. */
final class StatusLine {
    private StatusLine() {
    }

    /** Its words, each once, in their order. Between them is a blank, or by some driver's doing several. */
    static Set<String> words(String status) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : status.split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
