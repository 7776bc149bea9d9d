package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Linux counts of one process (proc(5)). */
record ProcessFigures(long pid) {
    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    /**
     * Memory, in kB.
     *
     * @param copiedOfRuntime pages of the runtime's files that the process has copied by writing to them
     * @param copiedOfArchive those of them that are the archive of classes
     */
    record Memory(long pss, long pssOfRuntime, long copiedOfRuntime, long copiedOfArchive) {
        /** What this process alone needs beside the runtime's files that all processes share. */
        long overTheRuntime() {
            return pss - pssOfRuntime + copiedOfRuntime;
        }
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(pid));
    }

    /** Seconds of processor time since its start. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc().resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** Resident memory in kB, shared pages counted whole. */
    long rss() throws IOException {
        return value(Files.readAllLines(proc().resolve("status")), "VmRSS:");
    }

    /**
     * Proportional memory.
     *
     * @param runtime the folder whose files are the shared runtime, or the end of its name
     */
    Memory memory(Path runtime) throws IOException {
        long pss = 0;
        long ofRuntime = 0;
        long copied = 0;
        long archive = 0;
        boolean inRuntime = false;
        boolean inArchive = false;
        for (String line : Files.readAllLines(proc().resolve("smaps"))) {
            String[] words = line.split("\\s+");
            switch (words[0]) {
                case "Pss:" -> {
                    pss += Long.parseLong(words[1]);
                    ofRuntime += inRuntime ? Long.parseLong(words[1]) : 0;
                }
                case "Private_Dirty:" -> {
                    copied += inRuntime ? Long.parseLong(words[1]) : 0;
                    archive += inArchive ? Long.parseLong(words[1]) : 0;
                }
                default -> {
                    if (words[0].indexOf('-') > 0) {
                        inRuntime = line.contains(runtime + "/");
                        inArchive = inRuntime && line.endsWith(".jsa");
                    }
                }
            }
        }
        return new Memory(pss, ofRuntime, copied, archive);
    }

    /** How often each thread went to sleep so far, by id and name; it woke up as often. */
    Map<String, Long> sleeps() throws IOException {
        Map<String, Long> sleeps = new HashMap<>();
        List<Path> tasks = new ArrayList<>();
        try (Stream<Path> all = Files.list(proc().resolve("task"))) {
            all.forEach(tasks::add);
        }
        for (Path task : tasks) {
            try {
                List<String> status = Files.readAllLines(task.resolve("status"));
                sleeps.put(task.getFileName() + " " + status.getFirst().substring("Name:".length()).strip(),
                    value(status, "voluntary_ctxt_switches:"));
            } catch (IOException ended) {
                continue;
            }
        }
        return sleeps;
    }

    /** The most files it may have open. */
    long mostFiles() throws IOException {
        return Files.readAllLines(proc().resolve("limits")).stream().filter(line -> line.startsWith("Max open files"))
            .mapToLong(line -> Long.parseLong(line.split("\\s+")[3])).findFirst().orElse(0);
    }

    private static long value(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.split("\\s+")[1])).findFirst()
            .orElse(0);
    }
}
