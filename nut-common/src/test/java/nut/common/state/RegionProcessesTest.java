package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nut.common.daemon.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver and three readers, each a process of its own, at full speed. */
@Timeout(150)
class RegionProcessesTest {
    private static final int AT_FULL_SPEED = 1_000_000;
    private static final int ONE_BY_ONE = 2000;
    private static final int PATIENCE_SECONDS = 120;
    private static final int LAST = AT_FULL_SPEED + ONE_BY_ONE;

    @TempDir
    private Path folder;

    private final List<ChildJvm> children = new ArrayList<>();

    @AfterEach
    void leaveNoneBehind() {
        children.forEach(child -> child.process().destroyForcibly());
    }

    @Test
    void noReaderTakesATornSnapshotOrAnOlderOneOrMissesTheLast() throws IOException, InterruptedException {
        Path state = Files.createDirectory(folder.resolve("state"));
        ChildJvm upsd = start(ProvingUpsd.class, state, "0", "3", "" + LAST);
        List<ChildJvm> readers = List.of(start(ProvingReader.class, state, "1", "3", "" + LAST),
            start(ProvingReader.class, state, "2", "3", "" + LAST));
        ChildJvm writer = start(ProvingWriter.class, state, "3", "" + AT_FULL_SPEED, "" + ONE_BY_ONE);
        boolean inTime = writer.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(inTime, "the writer waits for a reader that was not woken");
        ChildJvm.End written = writer.end();
        List<ChildJvm.End> ends = new ArrayList<>();
        for (ChildJvm reader : readers) {
            ends.add(reader.end());
        }
        ChildJvm.End followed = upsd.end();

        System.out.print(written.out() + ends.get(0).out() + ends.get(1).out());
        assertEquals(new ChildJvm.End(0, "ended with " + LAST + "\n", followed.err()), followed);
        assertEquals(new ChildJvm.End(0, written.out(), ""), written);
        for (ChildJvm.End end : ends) {
            assertEquals(new ChildJvm.End(0, end.out(), ""), end);
            assertTrue(end.out().startsWith("ended with " + LAST + ","), end.out());
        }
    }

    private ChildJvm start(Class<?> main, Path state, String... more) {
        List<String> arguments = new ArrayList<>(List.of(state.toString()));
        arguments.addAll(List.of(more));
        ChildJvm child = ChildJvm.start(folder, Map.of(), main, arguments.toArray(new String[0]));
        children.add(child);
        return child;
    }
}
