package nut.jail.security;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table with a column for each process. What is the work folder's is shown as {@code ...}, so that two runs look the same. */
record Rows(List<Subject> subjects, String work) {
    /** One cell. */
    interface Cell {
        /** What it says of a process. */
        String of(Subject subject) throws IOException;
    }

    void head() {
        System.out.println("| | " + subjects.stream().map(Subject::name).collect(Collectors.joining(" | ")) + " |");
        System.out.println("|---".repeat(subjects.size() + 1) + "|");
    }

    void row(String title, Cell cell) throws IOException {
        StringBuilder line = new StringBuilder("| ").append(title);
        for (Subject subject : subjects) {
            String said = cell.of(subject);
            line.append(" | ").append(work.isEmpty() ? said : said.replace(work, "..."));
        }
        System.out.println(line.append(" |"));
    }
}
