package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UpsdMailboxTest {
    private static final List<String> COMMAND = List.of("INSTCMD", "beeper.mute");

    @TempDir
    private Path folder;
    private StateFiles files;
    private UpsdMailbox mailbox;

    @BeforeEach
    void begin() {
        files = Proof.files(folder);
        mailbox = new UpsdMailbox(files, "1", this::make);
    }

    private MemorySegment make() {
        return StateFiles.create(files.mailbox(), MailboxLayout.FILE_SIZE);
    }

    @Test
    void aSubmitWaitsForNoFile() throws InterruptedException {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch diskIsBack = new CountDownLatch(1);
        UpsdMailbox slow = new UpsdMailbox(files, "1", () -> {
            making.countDown();
            awaitLatch(diskIsBack);
            return make();
        });
        Thread follower = Thread.ofPlatform().daemon().start(() -> slow.open(1));
        making.await();
        long whileTheDiskHangs = slow.submit(COMMAND);
        boolean known = slow.ended(1);
        diskIsBack.countDown();
        follower.join();

        assertEquals(-1, whileTheDiskHangs);
        assertEquals(false, known);
        assertTrue(slow.submit(COMMAND) > 0);
    }

    @Test
    void aFullMailboxRefusesUntilAnOutcomeMakesRoom() {
        mailbox.open(1);
        long first = mailbox.submit(COMMAND);
        for (int i = 1; i < UpsdMailbox.MAXIMUM_OUTSTANDING; i++) {
            assertEquals(first + i, mailbox.submit(COMMAND));
        }
        long refused = mailbox.submit(COMMAND);
        boolean ended = mailbox.ended(first + 3);
        long taken = mailbox.submit(COMMAND);

        assertEquals(-1, refused);
        assertTrue(ended);
        assertEquals(first + UpsdMailbox.MAXIMUM_OUTSTANDING, taken);
    }

    @Test
    void aRequestThatIsTooLongIsRefused() {
        mailbox.open(1);

        assertEquals(-1, mailbox.submit(List.of("SET", "ups.id", "\"".repeat(600))));
    }

    @Test
    void closingGivesBackWhatHasNoOutcomeAndTakesTheFilesAway() {
        mailbox.open(1);
        long first = mailbox.submit(COMMAND);
        long second = mailbox.submit(COMMAND);
        mailbox.ended(first);

        assertTrue(Files.exists(files.upsdStub()) && Files.exists(files.mailbox()));
        assertEquals(List.of(second), mailbox.close());
        assertEquals(List.of(), mailbox.close());
        assertEquals(-1, mailbox.submit(COMMAND));
        assertTrue(Files.notExists(files.upsdStub()) && Files.notExists(files.mailbox()));
    }

    @Test
    void onceClosedForEverItStaysClosed() {
        mailbox.closeForEver();
        mailbox.open(1);

        assertEquals(-1, mailbox.submit(COMMAND));
        assertTrue(Files.notExists(files.upsdStub()) && Files.notExists(files.mailbox()));
    }

    @Test
    void noTwoMailboxesHaveRequestsOfTheSameId() {
        mailbox.open(1);
        long before = mailbox.submit(COMMAND);
        mailbox.close();
        mailbox.open(2);
        long after = mailbox.submit(COMMAND);

        assertTrue(Math.abs(after - before) > 1_000_000, before + " and " + after);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
