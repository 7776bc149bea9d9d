package nut.common.state;

import java.util.Arrays;

/**
 * Reads the snapshots of one driver, one after the other. Nearly all differ from the last in a few values; then only the lines with these
 * are taken apart, which is ten times less work. Owned by one thread.
 */
final class SnapshotReader {
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
            if (!takeValue(ValueLine.of(last, before, endBefore), ValueLine.of(text, now, endNow), next)) {
                return null;
            }
            before = endBefore;
            now = endNow;
        }
    }

    /** Whether nothing but a value has changed, which is then taken. */
    private boolean takeValue(ValueLine before, ValueLine now, UpsSnapshot.Builder next) {
        if (before == null || now == null || !before.name().equals(now.name())) {
            return false;
        }
        UpsVariable known = snapshot.find(now.name());
        if (known == null || !known.value().equals(before.value())) {
            return false;
        }
        next.set(known.name(), now.value());
        return true;
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
