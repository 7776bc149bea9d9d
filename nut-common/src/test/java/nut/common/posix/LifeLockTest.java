package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeLockTest {
    private static final int TRIES = 5_000;

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(directory.resolve("file"));
    }

    @Test
    void oneThatIsHeldIsRefused() throws IOException {
        try (LifeLock _ = LifeLock.tryHold(file)) {
            assertNull(LifeLock.tryHold(file));
        }
    }

    /** Who waits for the end of a driver has its lock for a moment when it comes, which is when the next driver may start. */
    @Test
    void whoWaitsForItDoesNotKeepTheNextFromHoldingIt() throws IOException, InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread waiter = Thread.ofPlatform().daemon().start(() -> waitAgainAndAgain(enough));
        int held = 0;
        for (int i = 0; i < TRIES; i++) {
            try (LifeLock lock = LifeLock.tryHold(file)) {
                held += lock == null ? 0 : 1;
            }
        }
        enough.set(true);
        waiter.join();

        assertEquals(TRIES, held);
    }

    private void waitAgainAndAgain(AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                LifeLock.awaitRelease(file);
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
