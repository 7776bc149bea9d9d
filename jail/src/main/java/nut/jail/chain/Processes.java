package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chain's processes, from /proc. */
public final class Processes {
    private Processes() {
    }

    /** Prints the table of them. */
    public static void print(Layout layout) throws IOException {
        System.out.printf("%n%-28s %6s %8s %8s  %s%n", "process", "uid", "RSS kB", "PSS kB", "root directory");
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).sorted().toList()) {
                try {
                    print(process, layout);
                } catch (IOException gone) {
                    continue;
                }
            }
        }
        System.out.println();
    }

    /** Whether a process has a thread of that name. */
    static boolean hasThread(long pid, String name) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : all.toList()) {
                if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void print(Path process, Layout layout) throws IOException {
        String environment = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        Path root = process.resolve("root").toRealPath();
        boolean ours = environment.contains(layout.tree().toString()) || root.startsWith(layout.work());
        if (!ours || !environment.contains("-Dnut.program=")) {
            return;
        }
        String name = environment.replaceAll(".*-Dnut\\.program=(\\S+).*", "$1")
            + (environment.contains("role=") ? " " + environment.replaceAll(".*role=(\\S+).*", "$1") : "");
        System.out.printf("%-28s %6s %8s %8s  %s%n", name + " (" + process.getFileName() + ")", value(process.resolve("status"), "Uid:"),
            value(process.resolve("smaps_rollup"), "Rss:"), value(process.resolve("smaps_rollup"), "Pss:"), root);
    }

    private static String value(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream().filter(l -> l.startsWith(name)).findFirst().map(l -> l.split("\\s+")[1]).orElse("?");
    }
}
