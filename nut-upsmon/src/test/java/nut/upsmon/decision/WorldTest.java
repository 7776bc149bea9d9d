package nut.upsmon.decision;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws of a shutdown, held against random histories of a primary and its secondaries. A history that breaks one is printed without
 * the steps that it does not need; as a test of its own it then belongs below.
 */
class WorldTest {
    private static final int HISTORIES = 10_000;

    @TempDir
    private Path directory;

    @Test
    void noHistoryBreaksALaw() {
        List<Shape> shapes = Shape.all(directory);
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = History.random(seed, shapes);
            if (World.brokenBy(history) != null) {
                History smallest = history.shrunk(candidate -> World.brokenBy(candidate) != null);
                fail("seed " + seed + ", " + World.brokenBy(smallest) + ", in the world with " + smallest);
            }
        }
    }
}
