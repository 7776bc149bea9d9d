package nut.common.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import nut.common.conf.Quoting;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;

/**
 * A snapshot as text, in the words of NUT's driver protocol (docs/sock-protocol): one statement a line.
 *
 * <pre>
 *  SETINFO  name "value"            SETFLAGS name RW STRING NUMBER      SETAUX name length
 *  ADDENUM  name "value"            ADDRANGE name minimum maximum       ADDCMD command
 * </pre>
 */
final class SnapshotText {
    private SnapshotText() {
    }

    static byte[] encode(UpsSnapshot snapshot) {
        SnapshotWriter writer = new SnapshotWriter();
        writer.write(snapshot);
        return Arrays.copyOf(writer.text(), writer.length());
    }

    static byte[] encodeCommands(UpsSnapshot snapshot) {
        StringBuilder text = new StringBuilder();
        for (String command : snapshot.commands()) {
            text.append("ADDCMD ").append(command).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds the lines of a variable. */
    static void encode(UpsVariable variable, StringBuilder text) {
        String name = variable.name();
        Quoting.quote(variable.value(), text.append("SETINFO ").append(name).append(' ')).append('\n');
        if (!variable.flags().isEmpty()) {
            text.append("SETFLAGS ").append(name);
            for (ValueFlag flag : variable.flags()) {
                text.append(' ').append(flag.name());
            }
            text.append('\n');
        }
        if (variable.maximumLength() > 0) {
            text.append("SETAUX ").append(name).append(' ').append(variable.maximumLength()).append('\n');
        }
        for (String value : variable.enumeration()) {
            Quoting.quote(value, text.append("ADDENUM ").append(name).append(' ')).append('\n');
        }
        for (ValueRange range : variable.ranges()) {
            text.append("ADDRANGE ").append(name).append(' ').append(range.minimum()).append(' ').append(range.maximum()).append('\n');
        }
    }

    /**
     * Reads a text back.
     *
     * @param source where it came from, for messages
     */
    static UpsSnapshot parse(String source, byte[] bytes) throws RegionFault {
        UpsSnapshot.Builder snapshot = UpsSnapshot.EMPTY.toBuilder();
        String text = new String(bytes, StandardCharsets.UTF_8);
        int line = 0;
        for (int start = 0; start < text.length();) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line++;
            try {
                statement(snapshot, Tokenizer.words(text.substring(start, end)));
            } catch (SyntaxFault | IllegalArgumentException bad) {
                throw new RegionFault(source + ", line " + line + " of its snapshot: " + UpsVariable.printable(bad.getMessage()));
            }
            start = end + 1;
        }
        return snapshot.build();
    }

    private static void statement(UpsSnapshot.Builder snapshot, List<String> words) {
        if (words.size() < 2) {
            throw new IllegalArgumentException("a statement needs a word and a name");
        }
        String name = words.get(1);
        switch (words.getFirst()) {
            case "SETINFO" -> snapshot.set(UpsVariable.of(name, only(words, 3)));
            case "SETFLAGS" -> snapshot.flags(name, flags(words));
            case "SETAUX" -> snapshot.maximumLength(name, Integer.parseInt(only(words, 3)));
            case "ADDENUM" -> snapshot.addEnumeration(name, only(words, 3));
            case "ADDRANGE" -> {
                int maximum = Integer.parseInt(only(words, 4));
                snapshot.range(name, Integer.parseInt(words.get(2)), maximum);
            }
            case "ADDCMD" -> snapshot.command(only(words, 2));
            default -> throw new IllegalArgumentException("'" + words.getFirst() + "' is not a statement of a snapshot");
        }
    }

    private static ValueFlag[] flags(List<String> words) {
        EnumSet<ValueFlag> flags = EnumSet.noneOf(ValueFlag.class);
        for (String word : words.subList(2, words.size())) {
            flags.add(ValueFlag.valueOf(word));
        }
        return flags.toArray(new ValueFlag[0]);
    }

    /** The last word of a statement that has exactly that many. */
    private static String only(List<String> words, int count) {
        if (words.size() != count) {
            throw new IllegalArgumentException(words.getFirst() + " takes " + (count - 1) + " words after it, not " + (words.size() - 1));
        }
        return words.getLast();
    }

    /** The words of a request; none when its text follows no grammar, and the driver then knows no such command. */
    static List<String> words(String text) {
        try {
            return Tokenizer.words(text);
        } catch (SyntaxFault bad) {
            return List.of();
        }
    }

    /** The words of a request as one line. */
    static byte[] encodeWords(List<String> words) {
        List<String> quoted = new ArrayList<>(words.size());
        for (String word : words) {
            quoted.add(Quoting.quote(word));
        }
        return String.join(" ", quoted).getBytes(StandardCharsets.UTF_8);
    }
}
