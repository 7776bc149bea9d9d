package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who owns files, by numbers. */
final class Ownership {
    private Ownership() {
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Gives a file to a user and group written {@code uid:gid}. */
    static void give(Path file, String numbers) throws IOException {
        int colon = numbers.indexOf(':');
        Files.setAttribute(file, "unix:uid", Integer.valueOf(numbers.substring(0, colon)));
        Files.setAttribute(file, "unix:gid", Integer.valueOf(numbers.substring(colon + 1)));
    }
}
