package nut.common.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;

/**
 * Reads the snapshots of one driver, one after the other. Nearly all differ from the last in a few values; then only the lines with these
 * are taken apart, which is ten times less work. Owned by one thread.
 */
final class SnapshotReader {
    private static final int STATEMENT_WORDS = 3;

    private final String source;
    private byte[] last = new byte[0];
    private UpsSnapshot snapshot = UpsSnapshot.EMPTY;

    /** A reader that has read nothing; {@code source} is where its texts come from, for messages. */
    SnapshotReader(String source) {
        this.source = source;
    }

    /** Reads the next text; the same as {@link SnapshotText#parse}. */
    UpsSnapshot read(byte[] text) throws RegionFault {
        UpsSnapshot next = withNewValues(text);
        snapshot = next == null ? SnapshotText.parse(source, text) : next;
        last = text;
        return snapshot;
    }

    /** The snapshot if nothing but values has changed, else null. */
    private UpsSnapshot withNewValues(byte[] text) {
        UpsSnapshot.Builder next = snapshot.toBuilder();
        int before = 0;
        int now = 0;
        for (;;) {
            int same = Arrays.mismatch(last, before, last.length, text, now, text.length);
            if (same < 0) {
                return next.build();
            }
            int back = now + same - lineStart(text, now + same);
            before += same - back;
            now += same - back;
            int endBefore = lineEnd(last, before);
            int endNow = lineEnd(text, now);
            if (!takeValue(words(last, before, endBefore), words(text, now, endNow), next)) {
                return null;
            }
            before = endBefore;
            now = endNow;
        }
    }

    private boolean takeValue(List<String> before, List<String> now, UpsSnapshot.Builder next) {
        boolean isValue = before.size() == STATEMENT_WORDS && now.size() == STATEMENT_WORDS && now.get(0).equals("SETINFO")
            && before.subList(0, 2).equals(now.subList(0, 2));
        if (!isValue || !snapshot.value(now.get(1)).equals(Optional.of(before.get(2)))) {
            return false;
        }
        try {
            next.set(now.get(1), now.get(2));
            return true;
        } catch (IllegalArgumentException notAValue) {
            return false;
        }
    }

    private static List<String> words(byte[] text, int from, int to) {
        try {
            return Tokenizer.words(new String(text, from, to - from, StandardCharsets.UTF_8));
        } catch (SyntaxFault bad) {
            return List.of();
        }
    }

    private static int lineStart(byte[] text, int at) {
        int start = Math.min(at, text.length);
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] text, int from) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }
}
