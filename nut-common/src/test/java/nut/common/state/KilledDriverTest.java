package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import nut.common.daemon.Await;
import nut.common.daemon.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL hits drivers that do nothing but publish: many of them stop in the middle of it. */
@Timeout(120)
class KilledDriverTest {
    private static final int ROUNDS = 10;
    private static final int DRIVERS = 20;

    @TempDir
    private Path folder;
    private final List<ChildJvm> children = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private final Random random = new Random(4);

    @AfterEach
    void leaveNothingBehind() throws Exception {
        children.forEach(child -> child.process().destroyForcibly());
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void theLastWholeSnapshotStaysAndTheDeathIsKnownByTheLock() throws IOException, RegionFault {
        Path state = Files.createDirectory(folder.resolve("state"));
        List<UpsdEnd> ends = follow(state);
        int inTheMiddle = 0;
        long worst = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ChildJvm drivers = ChildJvm.start(folder, Map.of(), DoomedDrivers.class, state.toString(), "" + DRIVERS);
            children.add(drivers);
            Await.until("all drivers are seen", () -> ends.stream().allMatch(end -> end.view().connected()));
            LockSupport.parkNanos(random.nextLong(20_000_000));
            long killed = System.nanoTime();
            drivers.process().destroyForcibly();
            Await.until("all deaths are known", () -> ends.stream().noneMatch(end -> end.view().connected()));
            worst = Math.max(worst, System.nanoTime() - killed);
            for (int i = 0; i < DRIVERS; i++) {
                inTheMiddle += judge(Proof.files(state, i), ends.get(i)) ? 1 : 0;
            }
        }

        System.out.println(inTheMiddle + " of " + ROUNDS * DRIVERS + " drivers were killed in the middle of a publication; all "
            + DRIVERS + " deaths of a round were known after " + worst / 1_000_000 + " ms at worst");
        assertEquals(List.of(), wrong);
        assertTrue(inTheMiddle > 0, "nothing was proved: no driver was killed in the middle of a publication");
    }

    private List<UpsdEnd> follow(Path state) {
        DirectoryWatch watch = DirectoryWatch.open(state);
        open.add(watch);
        List<UpsdEnd> ends = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            UpsdEnd end = UpsdEnd.follow(watch, state, Proof.files(state, i).ups(), "1", new UpsdEnd.Listener() {
                @Override
                public void changed(DriverView view) {
                    try {
                        Proof.number(view.snapshot());
                    } catch (AssertionError torn) {
                        wrong.add(torn);
                    }
                }

                @Override
                public void outcome(long id, Outcome outcome) {
                    wrong.add(new AssertionError("an outcome that nobody asked for"));
                }
            });
            ends.add(end);
            open.add(end);
        }
        return ends;
    }

    /** Looks at what a killed driver left; says whether it was writing at that moment. */
    private static boolean judge(StateFiles files, UpsdEnd end) throws IOException, RegionFault {
        Stub stub = Stub.read(files.driverStub());
        RegionReader left = new RegionReader(StateFiles.map(files.region(), stub.size(), stub.owner()), "left", stub.epoch());
        var bytes = StateFiles.map(files.region(), stub.size(), stub.owner());

        UpsSnapshot newest = SnapshotText.parse("left", left.newest());
        assertTrue(Proof.number(newest) > 0);
        assertEquals(newest, end.view().snapshot());
        assertFalse(StateFiles.isLocked(files.region()));
        long next = left.header().publication() + 1;
        return RegionLayout.longAt(bytes, RegionLayout.slotAt(next, RegionLayout.SLOT_SIZE)) == RegionLayout.WRITING;
    }
}
