package nut.common.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a program of the suite with the runtime that this one runs on. In an installed tree that is the image alone; in a build
 * tree the module path and class path of this process are repeated.
 */
public final class JavaCommand {
    private JavaCommand() {
    }

    /** The command for a main class, under this program's name. */
    public static List<String> of(String mainClass, List<String> arguments) {
        return of(NutEnvironment.runtime(), System.getProperty("nut.program", ""), List.of(), mainClass, arguments);
    }

    /** The command for another program. */
    public static List<String> of(String program, String mainClass, List<String> arguments) {
        return of(NutEnvironment.runtime(), program, List.of(), mainClass, arguments);
    }

    /**
     * The command with everything said.
     *
     * @param home       the runtime
     * @param program    the name that the program goes by; empty for none. If the runtime has an archive of classes of that name, it is
     *                   used
     * @param jvmOptions more options for the JVM
     */
    public static List<String> of(Path home, String program, List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(launcher(home, program).toString());
        line.addAll(jvmOptions);
        Path archive = home.resolve("lib/server/" + program + ".jsa");
        if (Files.exists(archive)) {
            line.add("-XX:SharedArchiveFile=" + archive);
        }
        line.addAll(paths(System.getProperty("jdk.module.path"), System.getProperty("java.class.path", "")));
        if (!program.isEmpty()) {
            line.add("-Dnut.program=" + program);
        }
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** The image has a link to {@code java} for each program: what is started by it goes by the program's name in ps, pgrep and pidof. */
    private static Path launcher(Path home, String program) {
        Path named = home.resolve("bin").resolve(program.isEmpty() ? "java" : program);
        return Files.isExecutable(named) ? named : home.resolve("bin/java");
    }

    /** Where the classes are: nothing to say in an image, where the launcher has put "." for a class path that nobody gave. */
    static List<String> paths(String modulePath, String classPath) {
        List<String> options = new ArrayList<>();
        if (modulePath != null) {
            options.addAll(List.of("--module-path", modulePath, "--add-modules", "ALL-MODULE-PATH",
                "--enable-native-access=ALL-UNNAMED,nut.common" + (modulePath.contains("jSerialComm") ? ",com.fazecast.jSerialComm" : "")));
        }
        if (!classPath.isEmpty() && !classPath.equals(".")) {
            options.addAll(List.of("-cp", classPath));
            if (modulePath == null) {
                options.add("--enable-native-access=ALL-UNNAMED");
            }
        }
        return options;
    }
}
