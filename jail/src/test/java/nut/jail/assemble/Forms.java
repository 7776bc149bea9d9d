package nut.jail.assemble;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What {@link PlainFormsTest} has rewritten: switches over types and lambdas of many forms. */
public final class Forms implements Function<Object, String> {
    /** An interface with a lambda in it. */
    interface Described {
        /** Words, put together from an array. */
        static String describe(Object[] words) {
            Supplier<String> text = () -> String.join(" ", Arrays.copyOf(words, words.length, String[].class));
            return text.get();
        }
    }

    private record Pair(Object left, Object right) {
    }

    @Override
    public String apply(Object object) {
        return kind(object) + " " + nested(object) + " " + noNull(object) + " " + arrays(object);
    }

    private static String kind(Object object) {
        return switch (object) {
            case null -> "nothing";
            case String text when text.isEmpty() -> "no text";
            case String text when text.length() > 3 -> "long text";
            case String text -> "text " + text;
            case int[] numbers -> "numbers " + numbers.length;
            case CharSequence letters -> "letters " + letters.length();
            case Number number -> "number " + number;
            default -> "something";
        };
    }

    private static String nested(Object object) {
        return switch (object) {
            case Pair(String left, Integer right) -> "pair " + left + right;
            case Pair(String left, Pair(Object inner, String right)) -> "pair " + left + inner + right;
            case Pair _ -> "another pair";
            case null, default -> "no pair";
        };
    }

    private static String noNull(Object object) {
        try {
            return switch (object) {
                case Integer _ -> "whole";
                default -> "other";
            };
        } catch (NullPointerException e) {
            return "refused";
        }
    }

    private static String arrays(Object object) {
        String[] words = Stream.of("a", object instanceof int[] ? "numbers" : String.valueOf(object)).toArray(String[]::new);
        long[] numbers = {7, 8};
        double factor = 0.5;
        ToIntFunction<String[]> count = some -> some.length + (int) (numbers[1] * factor);
        IntFunction<int[][]> square = side -> new int[side][side];
        Function<Object[], Object[]> reversed = some -> new Object[] {some[1], some[0]};
        return words[1].length() + count.applyAsInt(words) + square.apply(3)[2].length + Described.describe(reversed.apply(words));
    }

    /** Some of everything. */
    public static Object[] samples() {
        return new Object[] {null, "", "abc", "abcd", new int[2], new StringBuilder("xy"), 5, 2.5, new Pair("l", 1),
            new Pair("l", new Pair(2, "r")), new Pair(1, 2), new Pair("l", new Pair(2, 3)), new Pair(null, null)};
    }
}
