package nut.upsmon.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.posix.UserId;

/**
 * Looks whether a user can run the program that a line for the shell begins with. A line that begins with something else than a program's
 * name, such as a bracket or a variable, is not judged.
 */
public final class CommandCheck {
    private static final List<String> OF_THE_SHELL = List.of("cd", "command", "echo", "eval", "exec", "exit", "export", "false", "for",
        "if", "kill", "printf", "set", "test", "true", "umask", "until", "while", ".", ":");
    private static final int ANYBODY = 0111;

    private CommandCheck() {
    }

    /** What is wrong with a line that root's shell is to run; empty if nothing is. */
    public static Optional<String> byRoot(String line) {
        return complaint(line, new UserId("root", 0, 0));
    }

    static Optional<String> complaint(String line, UserId user, int... groups) {
        String first = unquoted(firstWord(line.strip()));
        if (first.isEmpty() || !first.chars().allMatch(CommandCheck::isPlain) || OF_THE_SHELL.contains(first)) {
            return Optional.empty();
        }
        if (first.contains("/")) {
            return first.startsWith("/") ? file(Path.of(first), user, groups)
                : Optional.of("'" + first + "' is not an absolute path, and upsmon works in /");
        }
        for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (folder.startsWith("/") && file(Path.of(folder, first), user, groups).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("'" + first + "' is not in the PATH; write its whole path");
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end)) && ";&|<>".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, end);
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1 && "'\"".indexOf(word.charAt(0)) >= 0 && word.charAt(0) == word.charAt(word.length() - 1);
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    /** Whether a character means nothing to a shell. */
    private static boolean isPlain(int character) {
        return character < 0x80 && Character.isLetterOrDigit(character) || "_./+,:@%-".indexOf(character) >= 0;
    }

    private static Optional<String> file(Path program, UserId user, int... groups) {
        if (!Files.isRegularFile(program)) {
            return Optional.of(program + " does not exist, or is no file");
        }
        try {
            Path real = program.toRealPath();
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if (!mayExecute(folder, user, groups)) {
                    return Optional.of(user.name() + " may not enter " + folder + ", where " + program.getFileName() + " is");
                }
            }
            return mayExecute(real, user, groups) ? Optional.empty() : Optional.of(user.name() + " may not execute " + program);
        } catch (IOException hidden) {
            return Optional.of(program + " cannot be looked at: " + hidden);
        }
    }

    /** By the mode alone; access lists are not looked at. */
    private static boolean mayExecute(Path file, UserId user, int... groups) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid,gid");
        int mode = (int) attributes.get("mode");
        if (user.uid() == 0) {
            return Files.isDirectory(file) || (mode & ANYBODY) != 0;
        }
        int group = (int) attributes.get("gid");
        int shift = attributes.get("uid").equals(user.uid()) ? 6
            : group == user.gid() || Arrays.stream(groups).anyMatch(one -> one == group) ? 3 : 0;
        return (mode >> shift & 1) != 0;
    }
}
