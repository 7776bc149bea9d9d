package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps this process from a peer's files, and is not the peer's fault, costs no UPS. Here the way to the state directory breaks: a
 * link in it leads round in a circle for a while (ELOOP), which to the reader is an error of the system like "too many open files".
 */
@Timeout(60)
class HinderedTest {
    private static final String HINDERED = "ERROR UPS [su700]: the files of its driver cannot be read for now: ";

    @TempDir
    private Path folder;
    private Path way;
    private StateFiles files;
    private StateLog log;
    private UpsdRecord upsd;

    @BeforeEach
    void begin() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        files = Proof.files(real);
        way = Files.createSymbolicLink(folder.resolve("way"), real);
        log = new StateLog();
        upsd = new UpsdRecord(way, files.ups());
    }

    @AfterEach
    void end() {
        upsd.close();
        log.close();
    }

    @Test
    void aStubThatCannotBeReadNowLeavesTheUpsAsItIs() throws IOException {
        try (HandmadeDriver driver = new HandmadeDriver(files).announce()) {
            upsd.awaitSeen(1);
            lead(way);

            driver.announce();
            log.awaitAndForget(HINDERED);
            driver.publish(2);

            upsd.awaitSeen(2);
            assertEquals(List.of("seen 1", "seen 2"), upsd.news);
        }
    }

    @Test
    void aDriverThatIsTakenOverMeanwhileIsFoundAfterwards() throws IOException {
        HandmadeDriver first = new HandmadeDriver(files).announce();
        upsd.awaitSeen(1);
        lead(way);
        first.close();
        upsd.awaitGone();

        try (HandmadeDriver second = new HandmadeDriver(files)) {
            second.publish(2);
            second.announce();
            log.awaitAndForget(HINDERED);
            second.announce();
            second.announce();
            lead(files.directory());
            second.announce();

            upsd.awaitSeen(2);
            assertTrue(log.lines().stream().noneMatch(line -> line.startsWith("ERROR")), "said twice: " + log.lines());
        }
    }

    @Test
    void aMailboxThatCannotBeMadeNowIsMadeLater() throws IOException {
        Path inTheWay = Files.createDirectories(files.mailbox().resolve("full")).getParent();
        try (HandmadeDriver driver = new HandmadeDriver(files).announce()) {
            upsd.awaitSeen(1);
            log.awaitAndForget("ERROR UPS [su700] can be watched but takes no commands: ");
            // At once: upsd takes an empty directory out of its way itself, and may look at any moment.
            Files.move(inTheWay, folder.resolve("aside"), StandardCopyOption.ATOMIC_MOVE);

            driver.announce();

            assertTrue(upsd.submit("INSTCMD", "test.panel.start") > 0);
        }
    }

    /** Has the way to the state directory lead somewhere else: to itself, and it leads nowhere. */
    private void lead(Path where) throws IOException {
        Path other = Files.createSymbolicLink(folder.resolve("other"), where);
        Files.move(other, way, StandardCopyOption.ATOMIC_MOVE);
    }
}
