package nut.jail;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of a test of mkjail: a jail that is not made yet, in a folder of the test's own. */
abstract class MakesAJail {
    @TempDir
    Path folder;
    MadeJail jail;

    @BeforeEach
    void beRoot() throws IOException {
        jail = new MadeJail(folder);
    }
}
