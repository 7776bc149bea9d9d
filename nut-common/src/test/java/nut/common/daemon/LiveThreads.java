package nut.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel tells of the threads of a process. One that ends while one looks is none of them any more. */
public final class LiveThreads {
    private LiveThreads() {
    }

    /** The lines of each thread's status (proc(5)). */
    public static List<List<String>> statuses(long pid) throws IOException {
        List<List<String>> statuses = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    statuses.add(Files.readAllLines(thread.resolve("status")));
                } catch (IOException ended) {
                    continue;
                }
            }
        }
        return statuses;
    }
}
