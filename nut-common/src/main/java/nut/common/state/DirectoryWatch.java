package nut.common.state;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nut.common.AdminFault;

/**
 * Tells when a file of the state directory appears, changes or goes. One for a process: each costs a thread and an inotify instance, of
 * which Linux gives a user 128. Crossing point: {@link #on} may be called from any thread, the runnables run on the watch's own.
 */
public final class DirectoryWatch implements AutoCloseable {
    private final WatchService service;
    private final Map<Path, Runnable> runnables = new ConcurrentHashMap<>();

    private DirectoryWatch(WatchService service) {
        this.service = service;
    }

    /**
     * Begins to watch.
     *
     * @throws AdminFault when the directory is not there or may not be read
     */
    public static DirectoryWatch open(Path directory) {
        try {
            DirectoryWatch watch = new DirectoryWatch(directory.getFileSystem().newWatchService());
            directory.register(watch.service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
            Thread thread = new Thread(watch::run, "state-directory");
            thread.setDaemon(true);
            thread.start();
            return watch;
        } catch (IOException failed) {
            throw new AdminFault("the state directory " + directory + " cannot be watched: " + StateFiles.reason(failed)
                + "; it must exist and be readable (mode 1770 root:nut)");
        }
    }

    /** Runs something whenever that file of the directory appears, changes or goes. */
    void on(Path file, Runnable runnable) {
        runnables.put(file.getFileName(), runnable);
    }

    /** Forgets a file. */
    void forget(Path file) {
        runnables.remove(file.getFileName());
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException failed) {
            throw new IllegalStateException("a watch service that cannot be closed", failed);
        }
    }

    private void run() {
        try {
            for (;;) {
                WatchKey key = service.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                        runnables.values().forEach(Runnable::run);
                    } else {
                        runnables.getOrDefault((Path) event.context(), () -> { }).run();
                    }
                }
                if (!key.reset()) {
                    return;
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException ended) {
            runnables.clear();
        }
    }
}
