package nut.upsd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;

/** The state of a scripted UPS, in the words of NUT's driver protocol ({@code peer/NAME.state}). */
final class StateFile {
    private StateFile() {
    }

    static byte[] resource(String name) {
        try (InputStream in = StateFile.class.getResourceAsStream("peer/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("peer/" + name + " cannot be read", e);
        }
    }

    static String text(String ups) {
        return new String(resource(ups + ".state"), StandardCharsets.US_ASCII);
    }

    static UpsSnapshot snapshot(String ups) {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();
        for (String line : text(ups).split("\n")) {
            UpsSnapshot known = builder.build();
            List<String> words = words(line);
            String name = words.get(1);
            switch (words.getFirst()) {
                case "SETINFO" -> builder.set(name, words.get(2));
                case "SETFLAGS" -> builder.flags(name, words.subList(2, words.size()).stream().map(ValueFlag::valueOf)
                    .toArray(ValueFlag[]::new));
                case "SETAUX" -> builder.maximumLength(name, Integer.parseInt(words.get(2)));
                case "ADDENUM" -> {
                    UpsVariable variable = known.variable(name).orElseThrow();
                    List<String> values = new ArrayList<>(variable.enumeration());
                    values.add(words.get(2));
                    builder.enumeration(name, values.toArray(String[]::new));
                }
                case "ADDRANGE" -> builder.range(name, Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)));
                case "ADDCMD" -> builder.command(name);
                default -> throw new AssertionError("unknown word in " + ups + ".state: " + line);
            }
        }
        return builder.build();
    }

    private static List<String> words(String line) {
        try {
            return Tokenizer.words(line);
        } catch (SyntaxFault e) {
            throw new AssertionError(line, e);
        }
    }
}
