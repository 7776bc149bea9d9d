package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nut.jail.chain.Layout;

/** The memory of each daemon of a chain that is at rest, and of all of them, as a table in MB. */
final class ChainMemory {
    private static final double KILO = 1024;
    private static final Path RUNTIME = Path.of("/runtime");
    private static final String ROW = "%-18s %8s %8s %9s %9s %9s%n";

    private record Row(String name, ProcessFigures.Memory memory) {
    }

    private ChainMemory() {
    }

    /** Prints it. The simulated UPS is none of the daemons. */
    static void print(Layout layout) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                String name = name(process, layout);
                if (!name.isEmpty() && !name.equals("upssim")) {
                    rows.add(new Row(name, new ProcessFigures(Long.parseLong(process.getFileName().toString())).memory(RUNTIME)));
                }
            }
        }
        rows.sort(Comparator.comparing(Row::name));
        System.out.printf(ROW, "MB", "PSS", "own", "anonymous", "copied", "archive");
        double pss = 0;
        double own = 0;
        for (Row row : rows) {
            ProcessFigures.Memory memory = row.memory();
            pss += memory.pss();
            own += memory.overTheRuntime();
            System.out.printf(ROW, row.name(), megabytes(memory.pss()), megabytes(memory.overTheRuntime()),
                megabytes(memory.pss() - memory.pssOfRuntime()), megabytes(memory.copiedOfRuntime()),
                megabytes(memory.copiedOfArchive()));
        }
        System.out.printf(ROW, "all " + rows.size(), megabytes(pss), megabytes(own), "", "", "");
        System.out.println("own = anonymous + copied: PSS without the runtime's files, but with their pages that the process has"
            + " written to; archive: those of the archive of classes");
    }

    private static String megabytes(double kilobytes) {
        return String.format("%.1f", kilobytes / KILO);
    }

    /** The program's name, with the part that it plays in upsmon; empty if it is none of this chain's. */
    private static String name(Path process, Layout layout) {
        try {
            String line = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
            Path root = process.resolve("root").toRealPath();
            if (!line.contains("-Dnut.program=") || !line.contains(layout.tree().toString()) && !root.startsWith(layout.work())) {
                return "";
            }
            String program = line.replaceAll(".*-Dnut\\.program=(\\S+).*", "$1");
            return line.contains("role=") ? program + " " + line.replaceAll(".*role=(\\S+).*", "$1").toLowerCase() : program;
        } catch (IOException gone) {
            return "";
        }
    }
}
