package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.daemon.Await;
import nut.common.daemon.ChildJvm;
import nut.common.posix.LifeLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver as a program without a mailbox sees it. */
@Timeout(60)
class RegionWatchTest {
    @TempDir
    private Path folder;
    private Path directory;
    private StateFiles files;
    private DirectoryWatch watch;
    private RegionWatch region;

    @BeforeEach
    void follow() throws IOException {
        directory = Files.createDirectory(folder.resolve("state"));
        files = new StateFiles(directory, "su700");
        watch = DirectoryWatch.open(directory);
        region = RegionWatch.follow(watch, directory, "su700", () -> { });
    }

    @AfterEach
    void leave() {
        region.close();
        watch.close();
    }

    @Test
    void theFirstLookSaysWhetherThereIsADriver() {
        Await.until("the first look", () -> region.view().isPresent());

        assertFalse(region.view().orElseThrow().connected());
    }

    @Test
    void whoIsCalledForTheFirstTimeFindsTheDriverThatIsThere() throws InterruptedException {
        BlockingQueue<Optional<DriverView>> found = new LinkedBlockingQueue<>();
        try (HandmadeDriver driver = new HandmadeDriver(files).announce()) {
            driver.publish(2);
            AtomicReference<RegionWatch> second = new AtomicReference<>();
            CountDownLatch made = new CountDownLatch(1);
            second.set(RegionWatch.follow(watch, directory, "su700", () -> {
                try {
                    made.await();
                    found.add(second.get().view());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
            made.countDown();
            Optional<DriverView> first = found.poll(20, TimeUnit.SECONDS);
            second.get().close();

            assertEquals(Proof.of(2), first.orElseThrow().snapshot());
        }
    }

    @Test
    void aDriverIsFollowedThroughItsDeathAndItsNextStart() {
        try (HandmadeDriver driver = new HandmadeDriver(files).announce()) {
            awaitSeen(1);
            driver.publish(2);
            awaitSeen(2);
        }
        Await.until("the death is known", () -> !region.view().orElseThrow().connected());
        try (HandmadeDriver next = new HandmadeDriver(files).announce()) {
            next.publish(3);
            awaitSeen(3);
        }
    }

    @Test
    void aReaderLeavesNoFileAndNoLock() throws IOException {
        try (HandmadeDriver driver = new HandmadeDriver(files).announce()) {
            awaitSeen(1);
            driver.publish(2);
            awaitSeen(2);
        }
        try (Stream<Path> there = Files.list(directory); LifeLock free = LifeLock.tryHold(files.region())) {
            assertEquals(List.of("su700.region", "su700.state"), there.map(file -> file.getFileName().toString()).sorted().toList());
            assertTrue(free != null && free.isOn(files.region()));
        }
    }

    @Test
    void theEndOfTheProcessWakesWhoWaitsForALockWithoutTakingIt() throws IOException, InterruptedException {
        ChildJvm driver = ChildJvm.start(folder, Map.of(), DoomedDrivers.class, directory.toString(), "1");
        Path file = Proof.files(directory, 0).region();
        Await.until("the driver holds its lock", () -> isLocked(file));
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                LifeLock.awaitRelease(file, driver.process().pid(), Duration.ofHours(1));
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
        Await.until("it waits", () -> waiting.getState() == Thread.State.RUNNABLE);
        boolean early = !waiting.isAlive();
        driver.process().destroyForcibly();
        waiting.join(Duration.ofSeconds(20));

        assertFalse(early);
        assertFalse(waiting.isAlive());
        assertFalse(StateFiles.isLocked(file));
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        assertThrows(AdminFault.class, () -> RegionWatch.follow(watch, directory, "../etc/passwd", () -> { }));
    }

    private void awaitSeen(long number) {
        Await.until("snapshot " + number, () -> region.view().filter(view -> view.connected() && view.snapshot().equals(Proof.of(number)))
            .isPresent());
    }

    private static boolean isLocked(Path file) {
        try {
            return StateFiles.isLocked(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
