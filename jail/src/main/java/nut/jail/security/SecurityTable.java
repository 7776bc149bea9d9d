package nut.jail.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nut.common.confine.CallGroup;
import nut.common.posix.Credentials;
import nut.common.posix.Landlock;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;

/** Starts the chain in a jail, or looks at one that runs, and prints what each of its processes is and has, as Markdown. */
public final class SecurityTable {
    private static final int SECONDS = 30;

    private SecurityTable() {
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in; then pids, to look at these instead
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (!Credentials.isRoot()) {
            System.err.println("security-table: only root can make a jail, and look at other users' processes; run it as root");
            System.exit(1);
        }
        if (args.length > 2) {
            List<Subject> subjects = new ArrayList<>();
            for (String pid : List.of(args).subList(2, args.length)) {
                subjects.add(Subject.of(Long.parseLong(pid)));
            }
            print(subjects, "");
            return;
        }
        Path work = Path.of(args[1]).toRealPath();
        Layout layout = new Layout(Path.of(args[0]), work, true, FreePort.find(), 1);
        try (Chain chain = Chain.start(layout)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(chain)));
            Await.until("all five processes are what they are to be", SECONDS, () -> {
                List<Subject> subjects = chainOf(chain);
                return subjects.size() == 5 && subjects.stream().noneMatch(s -> s.name().equals("upsmon NOTIFIER") && s.uid() == 0)
                    && subjects.stream().filter(Subject::isFiltered).count() == 3;
            });
            print(chainOf(chain), work.toString());
        }
        System.exit(0);
    }

    private static void close(Chain chain) {
        try {
            chain.close();
        } catch (IOException late) {
            System.err.println(late.getMessage());
        }
    }

    private static List<Subject> chainOf(Chain chain) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(p -> p.getFileName().toString().matches("\\d+")).sorted().toList()) {
                try {
                    if (process.resolve("root").toRealPath().startsWith(chain.layout().jail().toRealPath())) {
                        subjects.add(Subject.of(Long.parseLong(process.getFileName().toString())));
                    }
                } catch (IOException gone) {
                    continue;
                }
            }
        }
        subjects.add(Subject.of(chain.upsmon().pid()));
        for (ProcessHandle child : chain.upsmon().toHandle().children().toList()) {
            subjects.add(Subject.of(child.pid()));
        }
        return subjects;
    }

    private static void print(List<Subject> subjects, String work) throws IOException {
        Rows rows = new Rows(subjects, work);
        System.out.println("Linux " + Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip().replaceAll("-.*", "") + ", "
            + (Landlock.abi() == 0 ? "no Landlock" : "Landlock " + Landlock.abi()) + ".\n");
        rows.head();
        rows.row("user and group", Subject::identity);
        rows.row("other groups", Subject::groups);
        rows.row("root directory", Subject::root);
        rows.row("threads", subject -> Integer.toString(subject.threads().size()));
        rows.row("capabilities (effective, permitted, inheritable, ambient)",
            subject -> subject.same("CapEff", "CapPrm", "CapInh", "CapAmb"));
        rows.row("capabilities that an exec could give (bounding)", subject -> subject.same("CapBnd"));
        rows.row("no new privileges", subject -> subject.same("NoNewPrivs"));
        rows.row("Landlock: paths that were allowed at the start", Subject::landlock);
        rows.row("seccomp (2 is a filter)", subject -> subject.same("Seccomp"));
        rows.row("its filters", subject -> subject.same("Seccomp_filters"));
        rows.row("limit: core, open files, processes", Subject::limits);
        rows.row("descriptors", Subject::descriptors);
        rows.row("can write", Subject::writable);
        rows.row("system calls", subject -> Allowed.of(subject).map(Allowed::groups).orElse("all"));
        System.out.println("\nThe groups of system calls:\n\n| group | calls |\n|---|---|");
        for (CallGroup group : CallGroup.values()) {
            System.out.println("| " + group + " | " + String.join(" ", group.calls()) + " |");
        }
    }
}
