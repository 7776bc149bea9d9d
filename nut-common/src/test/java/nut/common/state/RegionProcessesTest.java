package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nut.common.daemon.Await;
import nut.common.daemon.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process writes a region, others read it. */
@Timeout(180)
class RegionProcessesTest {
    private static final long PUBLICATIONS = 1_000_000;
    private static final int KILLS = 8;

    @TempDir
    private Path folder;

    @Test
    void aMillionPublicationsReachEveryReaderWholeAndTheLastIsNeverLost() throws IOException {
        Path file = folder.resolve("su700.region");
        String count = Long.toString(PUBLICATIONS);
        ChildJvm writer = ChildJvm.start(folder, Map.of(), Publisher.class, file.toString(), count, "on word");
        Await.until("the region is made", () -> writer.out().contains("made\n"));
        List<ChildJvm> readers = Stream.of(1, 2, 3)
            .map(each -> ChildJvm.start(folder, Map.of(), Observer.class, file.toString(), count)).toList();
        readers.forEach(reader -> Await.until("a reader watches", () -> reader.out().contains("watching\n")));
        try (OutputStream word = writer.process().getOutputStream()) {
            word.write('\n');
        }

        List<ChildJvm.End> ends = Stream.concat(Stream.of(writer), readers.stream()).map(ChildJvm::end).toList();
        ends.forEach(end -> System.out.print(end.out()));

        ends.forEach(end -> assertEquals(0, end.status(), end.out() + end.err()));
    }

    @Test
    void aWriterKilledInMidPublicationLeavesAWholeSnapshotAndIsKnownToBeDead() throws IOException, RegionFault {
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = folder.resolve("kill" + kill + ".region");
            ChildJvm writer = ChildJvm.start(folder, Map.of(), Publisher.class, file.toString(), Long.toString(Long.MAX_VALUE), "at once");
            Await.until("the region is made", () -> writer.out().contains("made\n"));
            MemorySegment region = StateFiles.map(file, RegionLayout.FILE_SIZE, Files.getAttribute(file, "unix:uid"));
            RegionReader reader = new RegionReader(region, file.toString(), Publisher.EPOCH);
            Await.until("it publishes", () -> RegionLayout.longAt(region, RegionLayout.SEQUENCE_AT) > 1000);
            assertTrue(StateFiles.isLocked(file));
            writer.process().destroyForcibly();
            writer.end();

            byte[] text = reader.newest();
            assertEquals(reader.sequence(), CountingText.number(text));
            assertEquals(false, StateFiles.isLocked(file));
            assertArrayEquals(text, reader.newest(), "a dead writer changes nothing more");
        }
    }
}
