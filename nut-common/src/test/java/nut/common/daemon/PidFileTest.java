package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nut.common.AdminFault;
import nut.common.posix.Children;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.LifeLock;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PidFileTest {
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("upsd.pid");
    }

    @Test
    void itHoldsTheNumberWhileItsProcessLives() throws IOException {
        PidFile claimed = PidFile.claim(file);
        String text = Files.readString(file);
        OptionalLong holder = PidFile.holder(file);
        claimed.close();

        assertEquals(SELF + "\n", text);
        assertEquals(OptionalLong.of(SELF), holder);
        assertEquals(OptionalLong.empty(), PidFile.holder(file));
        assertEquals(List.of(), content());
    }

    @Test
    void aDeadProcessesFileIsTakenOver() throws IOException {
        Files.writeString(file, "1\n");
        OptionalLong before = PidFile.holder(file);
        try (PidFile _ = PidFile.claim(file)) {
            assertEquals(OptionalLong.empty(), before);
            assertEquals(OptionalLong.of(SELF), PidFile.holder(file));
            assertEquals(List.of(file), content());
        }
    }

    @Test
    void aLivingHolderIsNamed() throws IOException {
        try (PidFile _ = PidFile.claim(file)) {
            AdminFault fault = assertThrows(AdminFault.class, () -> PidFile.claim(file));

            assertTrue(fault.getMessage().startsWith("already running as process " + SELF), fault.getMessage());
            assertEquals(List.of(file), content());
        }
    }

    @Test
    void onlyItsOwnFileIsTakenAway() throws IOException {
        PidFile claimed = PidFile.claim(file);
        Files.delete(file);
        Files.writeString(file, "somebody else's\n");
        claimed.close();

        assertEquals("somebody else's\n", Files.readString(file));
    }

    @Test
    void aSymbolicLinkInItsPlaceIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(file, victim);
        assertThrows(AdminFault.class, () -> PidFile.claim(file));

        assertEquals("precious", Files.readString(victim));
        assertEquals(OptionalLong.empty(), PidFile.holder(file));
    }

    @Test
    void aMissingDirectoryIsTheAdminsToMend() {
        AdminFault fault = assertThrows(AdminFault.class, () -> PidFile.claim(folder.resolve("none/upsd.pid")));

        assertTrue(fault.getMessage().contains("none/upsd.pid"), fault.getMessage());
    }

    @Test
    void noReaderEverSeesAnEmptyFileAndOfManyClaimersOneWins() throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger wins = new AtomicInteger();
        List<String> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> reader = threads.submit(() -> read(over, wrong));
            List<Future<?>> claimers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                claimers.add(threads.submit(() -> claimOften(holders, wins)));
            }
            for (Future<?> claimer : claimers) {
                claimer.get();
            }
            over.set(true);
            reader.get();
        }

        assertEquals(List.of(), wrong);
        assertTrue(wins.get() > 0);
    }

    @Test
    void theLockOutlivesTheFileUntilTheProcessEnds() throws IOException {
        Path sameFile = folder.resolve("same");
        PidFile claimed = PidFile.claim(file);
        Files.createLink(sameFile, file);
        claimed.close();

        assertTrue(LifeLock.isHeld(sameFile));
        PidFile.claim(file).close();
    }

    private void read(AtomicBoolean over, List<String> wrong) {
        while (!over.get()) {
            try {
                String text = Files.readString(file);
                if (!text.equals(SELF + "\n")) {
                    wrong.add("'" + text + "'");
                }
            } catch (IOException absent) {
                Thread.onSpinWait();
            }
        }
    }

    private void claimOften(AtomicInteger holders, AtomicInteger wins) {
        for (int i = 0; i < 50; i++) {
            try (PidFile _ = PidFile.claim(file)) {
                assertEquals(1, holders.incrementAndGet());
                wins.incrementAndGet();
                holders.decrementAndGet();
            } catch (AdminFault taken) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theHolderIsSignalled() throws IOException {
        long child = Spawn.of(List.of("/bin/sleep", "60")).start();
        Files.writeString(file, child + "\n");
        try (LifeLock _ = LifeLock.tryHold(file)) {
            OptionalLong told = PidFile.signal(file, Kill.SIGTERM);

            assertEquals(OptionalLong.of(child), told);
            assertEquals(new Children.End(false, Kill.SIGTERM), Children.await(child));
        }
    }

    @Test
    void aNumberWithoutTheLockIsNeverSignalled() throws IOException {
        long child = Spawn.of(List.of("/bin/sleep", "60")).start();
        Files.writeString(file, child + "\n");
        OptionalLong told = PidFile.signal(file, Kill.SIGKILL);

        assertEquals(OptionalLong.empty(), told);
        assertTrue(alive(child));
        end(child);
    }

    @Test
    void rootSignalsNoMoreThanTheFilesOwnerCould() throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: it makes a file of another user");
        long rootsChild = Spawn.of(List.of("/bin/sleep", "60")).start();
        Files.writeString(file, rootsChild + "\n");
        try (LifeLock _ = LifeLock.tryHold(file)) {
            Files.setAttribute(file, "unix:uid", 64_001);
            AdminFault fault = assertThrows(AdminFault.class, () -> PidFile.signal(file, Kill.SIGKILL));

            assertTrue(fault.getMessage().contains("Operation not permitted"), fault.getMessage());
            assertTrue(alive(rootsChild));
            assertTrue(Credentials.isRoot());
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                assertFalse(line.startsWith("Uid:") && !line.equals("Uid:\t0\t0\t0\t0"), line);
            }
        }
        end(rootsChild);
    }

    private static boolean alive(long child) throws PosixException {
        return Children.poll(child).isEmpty();
    }

    private static void end(long child) throws PosixException {
        Kill.send(child, Kill.SIGKILL);
        Children.await(child);
    }

    private List<Path> content() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
