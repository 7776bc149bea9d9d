package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver does wrong costs its own UPS, until a better driver comes, and no other. */
@Timeout(60)
class DistrustTest {
    @TempDir
    private Path folder;
    private StateFiles files;
    private StateLog log;
    private UpsdRecord upsd;

    @BeforeEach
    void begin() {
        files = Proof.files(folder);
        log = new StateLog();
        upsd = new UpsdRecord(folder, files.ups());
    }

    @AfterEach
    void end() {
        upsd.close();
        log.close();
    }

    @Test
    void aForeignFileAWrongSizeAndAWrongHeaderAreNotUsed() {
        refused("is not a state region", bad -> RegionLayout.putLong(bad.memory, RegionLayout.MAGIC_AT, 1));
        refused("has layout version 2, and this program reads 1", bad -> RegionLayout.putInt(bad.memory, RegionLayout.VERSION_AT, 2));
        for (int absurd : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65_535}) {
            refused("has other sizes than its version", bad -> RegionLayout.putInt(bad.memory, RegionLayout.SLOT_SIZE_AT, absurd));
            refused("has other sizes than its version", bad -> RegionLayout.putInt(bad.memory, RegionLayout.OUTCOME_COUNT_AT, absurd));
        }
        refused("is of another start of the driver than its stub", bad -> RegionLayout.putLong(bad.memory, RegionLayout.EPOCH_AT, 1));
        refused("has a slot whose checksum is wrong", bad -> RegionLayout.putInt(bad.memory,
            RegionLayout.slotAt(1, RegionLayout.SLOT_SIZE) + RegionLayout.SLOT_CHECKSUM, 0));
        refused("has data status 4, which means nothing", bad -> RegionLayout.putInt(bad.memory, RegionLayout.STATUS_AT, 4));
        refused("line 1 of its snapshot: ADDRANGE takes 3 words after it, not 1",
            bad -> bad.publish("ADDRANGE ups.id\n".getBytes(StandardCharsets.US_ASCII)));
        refused("has 100 bytes, and 135168 were announced", bad -> bad.truncate(100));
        refused("has 0 bytes, and 135168 were announced", bad -> bad.truncate(0));
    }

    @Test
    void aStubThatAnnouncesSomethingElseIsNotUsed() throws IOException {
        Path outside = Files.write(folder.resolve("other"), new byte[RegionLayout.FILE_SIZE]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), files.region());
        Path directory = Files.createDirectory(folder.resolve("directory"));

        for (long size : new long[] {0, -1, Long.MAX_VALUE, RegionLayout.FILE_SIZE - 1, MailboxLayout.FILE_SIZE}) {
            announced("announces a region of " + size + " bytes, not 135168", files.region(), size);
        }
        announced("is not a plain file", link, RegionLayout.FILE_SIZE);
        announced("is not a plain file", directory, RegionLayout.FILE_SIZE);
        announced("cannot be mapped", folder.resolve("absent"), RegionLayout.FILE_SIZE);
        announced("is gone", outside, RegionLayout.FILE_SIZE);
        Files.writeString(files.driverStub(), "format = \"2\"\n");
        log.awaitAndForget("has format 2, and this program reads 1");
        goodOne(7);
    }

    @Test
    void aRegionOfAnotherUserThanTheStubsIsNotUsed() {
        assumeTrue(Credentials.isRoot(), "this test needs root: it makes a file of another user");

        refused("does not belong to the owner of the stub that names it", bad -> chown(files.region()));
    }

    @Test
    void aDeadDriversFilesAreNotUsed() {
        HandmadeDriver dead = new HandmadeDriver(files);
        dead.close();
        dead.announce();
        log.awaitAndForget("is gone");

        assertEquals(List.of(), upsd.news);
        goodOne(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RegionLayout.HEADER_SIZE, RegionLayout.HEADER_SIZE + RegionLayout.SLOT_SIZE})
    void aFileCutShortUnderUpsdCostsThatUpsAndNoOther(int size) {
        try (UpsdRecord other = new UpsdRecord(folder, "other");
            HandmadeDriver good = new HandmadeDriver(new StateFiles(folder, "other")).announce();
            HandmadeDriver bad = new HandmadeDriver(files).announce()) {
            upsd.awaitSeen(1);
            other.awaitSeen(1);
            bad.truncate(size);
            bad.claimTheNext(size);
            log.awaitAndForget("UPS [su700]: ");
            upsd.awaitGone();
            good.publish(2);
            other.awaitSeen(2);

            assertEquals(Proof.of(1), upsd.end.view().snapshot());
            assertEquals(-1, upsd.end.submit(List.of("INSTCMD", "beeper.mute")));
            assertEquals(List.of("seen 1", "seen 2"), other.news);
        }
        goodOne(3);
    }

    @Test
    void aDriverThatGoesBadInTheMiddleIsLeftAndItsLastGoodSnapshotStays() {
        try (HandmadeDriver bad = new HandmadeDriver(files).announce()) {
            upsd.awaitSeen(1);
            bad.publish(2);
            upsd.awaitSeen(2);
            RegionLayout.putLong(bad.memory, RegionLayout.SEQUENCE_AT, 1);
            bad.region.ring();
            log.awaitAndForget("counts its publications backwards");
            upsd.awaitGone();

            assertEquals(Proof.of(2), upsd.end.view().snapshot());
        }
        goodOne(3);
    }

    private void refused(String why, Consumer<HandmadeDriver> wrong) {
        try (HandmadeDriver bad = new HandmadeDriver(files)) {
            wrong.accept(bad);
            bad.announce();
            log.awaitAndForget(why);
        }
        assertTrue(upsd.news.isEmpty() || upsd.news.getLast().equals("gone"), upsd.news.toString());
        goodOne(2);
    }

    private void announced(String why, Path file, long size) {
        try (HandmadeDriver bad = new HandmadeDriver(files)) {
            bad.announce(file.getFileName().toString(), size);
            log.awaitAndForget(why);
        }
        assertEquals(List.of(), upsd.news);
    }

    /** Upsd still follows: the next driver is seen. */
    private void goodOne(long number) {
        try (HandmadeDriver good = new HandmadeDriver(files)) {
            good.publish(number);
            good.announce();
            upsd.awaitSeen(number);
        }
        upsd.awaitGone();
    }

    private static void chown(Path file) {
        try {
            Files.setAttribute(file, "unix:uid", 64_001);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
