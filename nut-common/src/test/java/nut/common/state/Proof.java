package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Snapshots that prove themselves: all that snapshot n holds follows from n, its length too. */
final class Proof {
    private static final String UPS = "su700";
    private static final int MOST_VARIABLES = 5;
    private static final int LONGEST = 300;
    private static final int LARGE_VARIABLES = 90;

    private Proof() {
    }

    /** The snapshot with that number. */
    static UpsSnapshot of(long number) {
        UpsSnapshot.Builder snapshot = UpsSnapshot.EMPTY.toBuilder();
        String text = Long.toString(number);
        for (int i = 0; i <= number % MOST_VARIABLES; i++) {
            snapshot.set("proof." + i, text);
        }
        return snapshot.set("proof.padding", padding(number, text)).build();
    }

    /** The same in a text of about 30000 bytes, which takes a while to write. */
    static UpsSnapshot large(long number) {
        UpsSnapshot.Builder snapshot = of(number).toBuilder();
        for (int i = 0; i < LARGE_VARIABLES; i++) {
            snapshot.set("proof.large." + i, padding(LONGEST - 1, Long.toString(number)));
        }
        return snapshot.build();
    }

    /** The number of a snapshot; an error when it is not wholly of one number. */
    static long number(UpsSnapshot snapshot) {
        long number = Long.parseLong(snapshot.value("proof.0").orElse("0"));
        if (number != 0 && !snapshot.equals(of(number)) && !snapshot.equals(large(number))) {
            throw new AssertionError("torn: " + snapshot.variables());
        }
        return number;
    }

    /** Where readers say how far they have come: one number each. */
    static MemorySegment acknowledgements(Path directory, int readers) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve("acknowledgements"), StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, readers * JAVA_LONG.byteSize(), Arena.ofAuto());
        }
    }

    static StateFiles files(Path directory) {
        return new StateFiles(directory, UPS);
    }

    static StateFiles files(Path directory, int number) {
        return new StateFiles(directory, UPS + "-" + number);
    }

    private static String padding(long number, String text) {
        int length = (int) (number * 7919 % LONGEST);
        return text.repeat(length / text.length() + 1).substring(0, length);
    }
}
