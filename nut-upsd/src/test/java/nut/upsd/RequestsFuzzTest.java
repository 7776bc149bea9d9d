package nut.upsd;

import java.io.IOException;
import java.nio.file.Path;
import nut.fuzz.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client sends, each of its requests gets one answer. */
class RequestsFuzzTest {
    @TempDir
    private Path folder;

    @Test
    void anyRequests() throws IOException {
        Fuzz.run(new RequestsTarget(folder));
    }
}
