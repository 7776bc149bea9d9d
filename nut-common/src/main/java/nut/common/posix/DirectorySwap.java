package nut.common.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts new directories in the place of old ones, all or none, for {@code mkjail}: a program of its own, since coreutils has no word for it
 * before version 9.5. The two names are exchanged by one call (renameat2(2)), so that at no time either is missing; on a file system that
 * knows no exchange, the old one steps aside for a moment.
 */
public final class DirectorySwap {
    private static final int AT_FDCWD = -100;
    private static final int RENAME_EXCHANGE = 2;
    private static final CFunction RENAMEAT2 = Libc.function("renameat2");

    private DirectorySwap() {
    }

    /**
     * Swaps.
     *
     * @param args pairs of a new directory and the old one whose place it takes; afterwards the old one has the name of the new
     */
    public static void main(String[] args) {
        for (int i = 0; i + 1 < args.length; i += 2) {
            try {
                swap(Path.of(args[i]), Path.of(args[i + 1]));
            } catch (IOException failed) {
                System.err.println(args[i] + " cannot take the place of " + args[i + 1] + ": " + failed.getMessage());
                System.exit(undo(args, i) ? 1 : 2);
            }
        }
    }

    /** Takes back what was done before. */
    private static boolean undo(String[] args, int end) {
        try {
            for (int i = end - 2; i >= 0; i -= 2) {
                swap(Path.of(args[i]), Path.of(args[i + 1]));
            }
            return true;
        } catch (IOException failed) {
            System.err.println("and what was done before cannot be undone: " + failed.getMessage());
            return false;
        }
    }

    private static void swap(Path replacement, Path old) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            RENAMEAT2.orFail("renameat2", AT_FDCWD, CStrings.of(arena, replacement.toString()).address(), AT_FDCWD,
                CStrings.of(arena, old.toString()).address(), RENAME_EXCHANGE);
        } catch (PosixException unknown) {
            inTwoSteps(replacement, old);
        }
    }

    /** For a file system without exchange. Killed between the steps, it leaves the old one beside its name, and the new one ready. */
    static void inTwoSteps(Path replacement, Path old) throws IOException {
        Path aside = replacement.resolveSibling(replacement.getFileName() + ".aside");
        Files.move(old, aside);
        try {
            Files.move(replacement, old);
        } catch (IOException failed) {
            Files.move(aside, old);
            throw failed;
        }
        Files.move(aside, replacement);
    }
}
