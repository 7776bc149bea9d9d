package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A thread that is gone when its work is done. */
class PassingThreadTest {
    private static final int TIMES = 200;
    private static final Consumer<String> NOTHING = done -> {
    };

    /** The kernel's folder of the thread that asks. */
    private static Path task() {
        try {
            return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
        } catch (IOException hidden) {
            throw new AssertionError(hidden);
        }
    }

    @Test
    void theKernelHasForgottenItWhenItsWorkIsDone() throws PosixException {
        for (int i = 0; i < TIMES; i++) {
            Path task = PassingThread.call(PassingThreadTest::task, done -> { });

            assertFalse(Files.exists(task), task + " in round " + i);
        }
    }

    @Test
    void whatItGivesUpIsItsAlone() throws IOException {
        String inside = PassingThread.call(() -> {
            SystemCallFilter.renouncePrivileges();
            return privileges();
        }, NOTHING);

        assertEquals("NoNewPrivs:\t1", inside);
        assertEquals("NoNewPrivs:\t0", privileges());
    }

    private static String privileges() {
        try {
            return Files.readAllLines(task().resolve("status")).stream().filter(line -> line.startsWith("NoNewPrivs:")).findFirst()
                .orElseThrow();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void itsFaultIsTheCallersAndAnInterruptIsKeptForLater() throws PosixException {
        assertThrows(PosixException.class, () -> PassingThread.call(() -> {
            throw new PosixException("no", PosixException.EAGAIN);
        }, NOTHING));
        assertThrows(IllegalStateException.class, () -> PassingThread.call(() -> {
            throw new IllegalStateException("no");
        }, NOTHING));
        Thread.currentThread().interrupt();

        assertEquals("done", PassingThread.call(() -> "done", NOTHING));
        assertTrue(Thread.interrupted());
    }

    @Test
    void whatAThreadHasDoneThatDoesNotEndInTimeIsUndone() {
        List<String> undone = new ArrayList<>();

        PosixException failed = assertThrows(PosixException.class, () -> PassingThread.call(() -> "done", undone::add, 0));

        assertEquals(List.of("done"), undone);
        assertTrue(failed.getMessage().contains("does not end"), failed.getMessage());
    }
}
