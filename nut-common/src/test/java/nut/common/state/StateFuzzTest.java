package nut.common.state;

import java.io.IOException;
import java.nio.file.Path;
import nut.fuzz.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a peer writes into its files, it is read or called a fault, soon and in little memory. */
class StateFuzzTest {
    private static final int EACH_WRITES_A_FILE = 4;
    /** A damaged sequence makes the reader try for some milliseconds. */
    private static final int SOME_TRY_AGAIN = 4;

    @TempDir
    private Path folder;

    @Test
    void anySnapshot() throws IOException {
        Fuzz.run(new SnapshotTarget());
    }

    @Test
    void anyRegion() throws IOException {
        Fuzz.run(new RegionTarget(), SOME_TRY_AGAIN);
    }

    @Test
    void anyMailbox() throws IOException {
        Fuzz.run(new MailboxTarget());
    }

    @Test
    void anyStub() throws IOException {
        Fuzz.run(new StubTarget(folder), EACH_WRITES_A_FILE);
    }
}
