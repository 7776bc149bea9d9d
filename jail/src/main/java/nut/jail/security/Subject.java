package nut.jail.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process as /proc shows it.
 *
 * @param process its folder in /proc
 * @param name    the program, and the role it has in it
 * @param threads what /proc/PID/task/TID/status says of each thread, by the names there
 */
record Subject(Path process, String name, List<Map<String, String>> threads) {
    static Subject of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        String role = command.contains("role=") ? " " + command.replaceAll(".*role=(\\S+).*", "$1") : "";
        List<Map<String, String>> threads = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    threads.add(Files.readAllLines(task.resolve("status")).stream().collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')), line -> line.substring(line.indexOf(':') + 1).strip())));
                } catch (IOException ended) {
                    continue;
                }
            }
        }
        return new Subject(process, command.replaceAll(".*-Dnut\\.program=(\\S+).*", "$1") + role, threads);
    }

    /** What all threads have, or all that they have. */
    String same(String... fields) {
        return threads.stream().map(thread -> Stream.of(fields).map(thread::get)
            .map(value -> value.replaceFirst("^0+(?=[0-9a-f])", "")).distinct().collect(Collectors.joining(", "))).distinct()
            .collect(Collectors.joining(" and "));
    }

    /** The JVM option by which its starter has told it of the rules. */
    String landlock() throws IOException {
        for (String word : Files.readString(process.resolve("cmdline")).split("\0")) {
            if (word.startsWith("-Dnut.landlock=")) {
                return word.substring(word.indexOf('=') + 1).replaceFirst("^\\d+,(\\d+)$", "$1 paths");
            }
        }
        return "none";
    }

    boolean isFiltered() {
        return same("Seccomp").equals("2");
    }

    int uid() {
        return Integer.parseInt(threads.getFirst().get("Uid").split("\\s+")[0]);
    }

    private int gid() {
        return Integer.parseInt(threads.getFirst().get("Gid").split("\\s+")[0]);
    }

    String identity() {
        return same("Uid").replaceAll("\\b(\\d+)(\\s+\\1)+\\b", "$1") + ":" + same("Gid").replaceAll("\\b(\\d+)(\\s+\\1)+\\b", "$1");
    }

    String groups() {
        String groups = same("Groups");
        return groups.isEmpty() ? "none" : groups;
    }

    String root() throws IOException {
        return Files.readSymbolicLink(process.resolve("root")).toString();
    }

    String limits() throws IOException {
        List<String> lines = Files.readAllLines(process.resolve("limits"));
        return Stream.of("Max core file size", "Max open files", "Max processes").map(name -> lines.stream()
            .filter(line -> line.startsWith(name)).findFirst().orElseThrow().substring(name.length()).strip().split("\\s+")[1])
            .collect(Collectors.joining(", "));
    }

    /** Kinds of what is open, each with the count. */
    String descriptors() throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.readSymbolicLink(descriptor).toString();
                kinds.merge(kind(target, root()), 1, Integer::sum);
            }
        }
        return kinds.entrySet().stream().map(kind -> kind.getKey() + (kind.getValue() > 1 ? " (" + kind.getValue() + ")" : ""))
            .collect(Collectors.joining(", "));
    }

    private static String kind(String target, String root) {
        if (target.startsWith("socket:") || target.startsWith("pipe:")) {
            return target.substring(0, target.indexOf(':'));
        }
        if (target.startsWith("anon_inode:")) {
            return target.replaceAll("^anon_inode:\\[?([^\\]]*)\\]?$", "$1");
        }
        String inside = !root.equals("/") && target.startsWith(root) ? target.substring(root.length()) : target;
        // A pid file appears under its name by a link, and is known to the kernel by the name that it had before.
        return inside.replaceFirst("^.*/runtime/lib/", "runtime/lib/").replaceFirst("/\\.(.+\\.pid)\\.\\d+-\\d+ \\(deleted\\)$", "/$1");
    }

    /**
     * The paths that its user can write, found by trying each file and directory of its root directory as that user; of whole directories
     * only the uppermost. For a process in the machine's own root directory that is all that its user can, and is not listed.
     */
    String writable() throws IOException {
        String root = root();
        if (root.equals("/")) {
            return uid() == 0 ? "everything" : "what its user can";
        }
        List<String> found = new ArrayList<>();
        Process find = new ProcessBuilder("setpriv", "--reuid=" + uid(), "--regid=" + gid(), "--clear-groups", "find", root, "-xdev",
            "-writable", "-not", "-type", "l", "-print").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String path : new TreeSet<>(said.lines().toList())) {
            if (found.stream().noneMatch(directory -> path.startsWith(directory + "/"))) {
                found.add(path);
            }
        }
        // find does not go into what is mounted there, which is the serial port in a chain whose UPS is simulated.
        return found.isEmpty() ? "nothing" : found.stream().map(path -> path.substring(root.length())).collect(Collectors.joining(", "));
    }
}
