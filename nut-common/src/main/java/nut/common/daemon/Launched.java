package nut.common.daemon;

import java.util.List;

/**
 * The command line of a program that may have been started by a launcher of the jail. There is no shell in a jail, so a launcher there is a
 * file whose first line names the runtime itself, with a file of options: {@code #!/usr/local/ups/runtime/bin/upsd @.../upsd.options}. The
 * kernel then puts the launcher's own path before the words that were typed (execve(2), interpreter scripts), and the options say so.
 */
public final class Launched {
    /** System property: the first word is the launcher's path. */
    private static final String BY_LAUNCHER = "nut.launcher";

    private Launched() {
    }

    /** What was typed behind the program's name. */
    public static List<String> arguments(String... words) {
        return arguments(Boolean.getBoolean(BY_LAUNCHER), words);
    }

    static List<String> arguments(boolean byLauncher, String... words) {
        List<String> all = List.of(words);
        return byLauncher && !all.isEmpty() ? all.subList(1, all.size()) : all;
    }
}
