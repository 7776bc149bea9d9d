package nut.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes an input of others by one to eight changes: a bit is turned, a byte becomes one that means something, a piece is left out, doubled,
 * moved, or taken from another input, a word is put in, the end is cut off.
 */
final class Mutator {
    private static final byte[] TELLING_BYTES = {0, 1, '\t', '\n', '\r', ' ', '"', '#', '=', '\\', '[', ']', '-', '.', '0', '9', 'A', 'z',
        0x7E, 0x7F, (byte) 0x80, (byte) 0xC3, (byte) 0xFE, (byte) 0xFF};
    private static final int MOST_CHANGES = 8;
    private static final int LONGEST = 16 * 1024;
    private static final int LONG_RUN = 600;

    private final List<byte[]> seeds;
    private final List<byte[]> words;

    Mutator(List<byte[]> seeds, List<String> words) {
        this.seeds = seeds;
        this.words = words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /** The input that these random numbers make. */
    byte[] input(RandomGenerator random) {
        byte[] input = pick(seeds, random);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            input = changed(input, random);
            if (input.length > LONGEST) {
                input = Arrays.copyOf(input, LONGEST);
            }
        }
        return input;
    }

    private byte[] changed(byte[] input, RandomGenerator random) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(1 + random.nextInt(1 + input.length)));
        return switch (random.nextInt(10)) {
            case 0, 1 -> with(input, at, (b, r) -> (byte) (b ^ 1 << r.nextInt(8)), random);
            case 2, 3 -> with(input, at, (b, r) -> TELLING_BYTES[r.nextInt(TELLING_BYTES.length)], random);
            case 4 -> replaced(input, at, to, new byte[0]);
            case 5 -> replaced(input, to, to, Arrays.copyOfRange(input, at, to));
            case 6 -> replaced(input, at, random.nextBoolean() ? at : to, piece(pick(seeds, random), random));
            case 7 -> replaced(input, at, at, piece(input, random));
            case 8 -> replaced(input, at, random.nextBoolean() ? at : to, word(random));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, at) : replaced(input, at, at, run(random));
        };
    }

    private interface ByteChange {
        byte of(byte before, RandomGenerator random);
    }

    private static byte[] with(byte[] input, int at, ByteChange change, RandomGenerator random) {
        if (at == input.length) {
            return replaced(input, at, at, new byte[] {change.of((byte) ' ', random)});
        }
        byte[] copy = input.clone();
        copy[at] = change.of(copy[at], random);
        return copy;
    }

    private byte[] word(RandomGenerator random) {
        return words.isEmpty() ? run(random) : pick(words, random);
    }

    /** The same byte again and again; now and then more often than a word may be long. */
    private static byte[] run(RandomGenerator random) {
        byte[] run = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? LONG_RUN : 8)];
        Arrays.fill(run, TELLING_BYTES[random.nextInt(TELLING_BYTES.length)]);
        return run;
    }

    private static byte[] piece(byte[] of, RandomGenerator random) {
        int from = random.nextInt(of.length + 1);
        return Arrays.copyOfRange(of, from, from + random.nextInt(of.length - from + 1));
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        byte[] result = new byte[input.length - (to - from) + by.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(input, to, result, from + by.length, input.length - to);
        return result;
    }

    private static byte[] pick(List<byte[]> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
