package nut.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nut.jail.chain.Chain;

/**
 * A process of a chain as the kernel sees it.
 *
 * @param name     the program, and the role it has in it
 * @param identity user, group, further groups and capabilities, the same in all its threads, or all that the threads have
 * @param root     its root directory
 * @param confinement capabilities, privileges and filter of all its threads, and its limits
 */
record Inmate(String name, String identity, String root, String confinement) {
    private static final List<String> CONFINEMENT = List.of("CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:", "NoNewPrivs:",
        "Seccomp:", "Seccomp_filters:");

    /** Those in the chain's jail, and its upsmon with its children. */
    static List<Inmate> of(Chain chain) throws IOException {
        List<Inmate> inmates = new ArrayList<>();
        Path jail = chain.layout().jail().toRealPath();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                if (jail.toString().equals(root(process))) {
                    inmates.add(of(process));
                }
            }
        }
        inmates.add(of(Path.of("/proc", Long.toString(chain.upsmon().pid()))));
        for (ProcessHandle child : chain.upsmon().toHandle().descendants().toList()) {
            inmates.add(of(Path.of("/proc", Long.toString(child.pid()))));
        }
        return inmates;
    }

    private static String root(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("root")).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static Inmate of(Path process) throws IOException {
        String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        String role = command.contains("role=") ? " " + command.replaceAll(".*role=(\\S+).*", "$1") : "";
        Set<String> identities = new TreeSet<>();
        Set<String> confinements = new TreeSet<>();
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            for (Path thread : threads.toList()) {
                try {
                    List<String> status = Files.readAllLines(thread.resolve("status"));
                    identities.add(identity(status));
                    confinements.add(confinement(status));
                } catch (IOException ended) {
                    continue;
                }
            }
        }
        return new Inmate(command.replaceAll(".*-Dnut\\.program=(\\S+).*", "$1") + role, String.join(" and ", identities), root(process),
            String.join(" and ", confinements) + "; core " + limit(process, "Max core file size") + " files "
                + limit(process, "Max open files"));
    }

    /** All four user ids and group ids must be one, or they are shown all. */
    private static String identity(List<String> status) {
        String user = one(status, "Uid:");
        String group = one(status, "Gid:");
        return user.equals("0") ? user + ":" + group
            : user + ":" + group + " [" + one(status, "Groups:") + "] " + one(status, "CapEff:");
    }

    private static String confinement(List<String> status) {
        List<String> words = new ArrayList<>();
        CONFINEMENT.forEach(name -> words.add(name.replace(':', ' ') + one(status, name).replaceFirst("^0+(?=.)", "")));
        return String.join(" ", words);
    }

    /** The hard limit, which a process without capabilities cannot raise. */
    private static String limit(Path process, String name) throws IOException {
        return Files.readAllLines(process.resolve("limits")).stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow()
            .substring(name.length()).strip().split("\\s+")[1];
    }

    private static String one(List<String> status, String name) {
        String line = status.stream().filter(l -> l.startsWith(name)).findFirst().orElse(name);
        return String.join("/", new TreeSet<>(List.of(line.substring(name.length()).strip().split("\\s+"))));
    }
}
