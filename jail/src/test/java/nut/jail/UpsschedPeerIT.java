package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's upssched and ours, side by side: the same upssched.conf and the same calls to both, and what CMDSCRIPT gets from each. Where the
 * two differ on purpose, docs/upssched.md says why; what Debian's does there is looked at for the version 2.8.0 alone.
 */
@Timeout(300)
class UpsschedPeerIT {
    private static final Path THEIRS = Path.of("/sbin/upssched");
    private static final Path THEIR_UPSMON = Path.of("/lib/nut/upsmon");

    @TempDir
    private Path folder;
    private SchedulingSide ours;
    private SchedulingSide theirs;

    @BeforeEach
    void lay() throws IOException {
        assumeTrue(Files.isExecutable(THEIRS), "this test needs Debian's package nut-client");
        ours = new SchedulingSide(Files.createDirectory(folder.resolve("ours")), Programs.TREE.resolve("sbin/upssched"));
        theirs = new SchedulingSide(Files.createDirectory(folder.resolve("theirs")), THEIRS);
    }

    @AfterEach
    void end() {
        if (ours != null) {
            ours.close();
            theirs.close();
        }
    }

    private void configure(String... rules) throws IOException {
        ours.configure(rules);
        theirs.configure(rules);
    }

    private void call(String type, String ups) throws IOException, InterruptedException {
        assertEquals(0, theirs.call(type, ups), theirs::said);
        assertEquals(0, ours.call(type, ups), ours::said);
    }

    /** Waits until both have called CMDSCRIPT so often, so that what comes next is called later. */
    private void awaitCalls(int count) {
        theirs.awaitCalls(count);
        ours.awaitCalls(count);
    }

    private void awaitEndOfDaemons() {
        theirs.awaitEndOfDaemon();
        ours.awaitEndOfDaemon();
    }

    private void assertBothCalled(String... calls) {
        assertEquals(List.of(calls), theirs.calledWithoutMessage(), theirs::said);
        assertEquals(List.of(calls), ours.calledWithoutMessage(), ours::said);
    }

    private void assumeTheirVersion() throws IOException, InterruptedException {
        Process upsmon = new ProcessBuilder(THEIR_UPSMON.toString(), "-V").redirectErrorStream(true).start();
        String said = new String(upsmon.getInputStream().readAllBytes());
        upsmon.waitFor();
        assumeTrue(said.contains(" 2.8.0"), "this test knows NUT 2.8.0, not " + said.lines().findFirst().orElse("nothing"));
    }

    @Test
    void whatIsExecutedIsTheSameInTheSameOrder() throws IOException, InterruptedException {
        configure("AT ONBATT * EXECUTE any", "AT ONBATT b@host EXECUTE only-b", "AT ONBATT b@host EXECUTE only-b-again",
            "AT FSD * EXECUTE bad", "AT FSD * EXECUTE goes-on", "AT shutdown * EXECUTE small", "AT ONLINE * CANCEL-TIMER t none",
            "AT COMMOK * CANCEL-TIMER t");
        for (String type : List.of("ONBATT", "CAL", "FSD", "SHUTDOWN", "ONLINE", "COMMOK")) {
            call(type, "a@host");
            call(type, "b@host:1234");
        }
        call("ONBATT", "b@host");

        assertBothCalled("1|any|ONBATT|a@host", "1|any|ONBATT|b@host:1234", "1|bad|FSD|a@host", "1|goes-on|FSD|a@host",
            "1|bad|FSD|b@host:1234", "1|goes-on|FSD|b@host:1234", "1|small|SHUTDOWN|a@host", "1|small|SHUTDOWN|b@host:1234",
            "1|none|ONLINE|a@host", "1|none|ONLINE|b@host:1234", "1|any|ONBATT|b@host", "1|only-b|ONBATT|b@host",
            "1|only-b-again|ONBATT|b@host");
    }

    @Test
    void aTimerThatIsStartedTwiceRunsOutTwiceAndIsThenTooLateToCancel() throws IOException, InterruptedException {
        configure("AT COMMBAD * START-TIMER lost 1", "AT COMMOK * CANCEL-TIMER lost too-late");
        call("COMMBAD", "a@host");
        call("COMMBAD", "a@host");
        awaitCalls(2);
        awaitEndOfDaemons();
        call("COMMOK", "b@host");

        assertBothCalled("1|lost|COMMBAD|a@host", "1|lost|COMMBAD|a@host", "1|too-late|COMMOK|b@host");
    }

    @Test
    void timersRunOutInTheOrderOfTheirTimes() throws IOException, InterruptedException {
        configure("AT ONBATT * START-TIMER third 5", "AT ONBATT * START-TIMER first 1", "AT ONBATT * START-TIMER second 3");
        call("ONBATT", "a@host");
        awaitCalls(3);

        assertBothCalled("1|first|ONBATT|a@host", "1|second|ONBATT|a@host", "1|third|ONBATT|a@host");
    }

    @Test
    void aTimerThatIsCancelledInTimeDoesNothing() throws IOException, InterruptedException {
        configure("AT ONBATT * START-TIMER a 600", "AT ONBATT b@host START-TIMER b 600", "AT ONLINE * CANCEL-TIMER a none",
            "AT ONLINE b@host CANCEL-TIMER b");
        call("ONBATT", "b@host");
        call("CAL", "b@host");
        call("ONLINE", "b@host");
        awaitEndOfDaemons();
        List<String> before = ours.called();
        call("ONLINE", "c@host");

        assertEquals(List.of(), before);
        assertBothCalled("1|none|ONLINE|c@host");
    }

    @Test
    void withoutAnEventOrAConfigurationBothEndWithStatusOne() throws IOException, InterruptedException {
        configure("AT ONBATT * EXECUTE a");
        SchedulingSide early = new SchedulingSide(Files.createDirectory(folder.resolve("early")), Programs.TREE.resolve("sbin/upssched"));
        SchedulingSide theirEarly = new SchedulingSide(folder.resolve("early"), THEIRS);
        Files.writeString(folder.resolve("early/upssched.conf"), "AT ONBATT * EXECUTE a\nCMDSCRIPT /bin/true\n");
        SchedulingSide none = new SchedulingSide(Files.createDirectory(folder.resolve("none")), Programs.TREE.resolve("sbin/upssched"));
        SchedulingSide theirNone = new SchedulingSide(folder.resolve("none"), THEIRS);

        for (Map<String, String> half : List.of(Map.<String, String>of(), Map.of("UPSNAME", "a@host"), Map.of("NOTIFYTYPE", "ONBATT"))) {
            assertEquals(1, theirs.run(half, "text"), half::toString);
            assertEquals(1, ours.run(half, "text"), half::toString);
        }
        assertEquals(1, theirEarly.call("ONBATT", "a@host"), theirEarly::said);
        assertEquals(1, early.call("ONBATT", "a@host"), early::said);
        assertEquals(1, theirNone.call("ONBATT", "a@host"), theirNone::said);
        assertEquals(1, none.call("ONBATT", "a@host"), none::said);
        assertBothCalled();
    }

    @Test
    void aTimerOfASecondEventHasItsOwnEventInOurs() throws IOException, InterruptedException {
        assumeTheirVersion();
        configure("AT ONBATT * START-TIMER first 600", "AT COMMBAD * START-TIMER second 1");
        call("ONBATT", "a@host");
        call("COMMBAD", "b@host");
        awaitCalls(1);

        assertEquals(List.of("1|second|ONBATT|a@host|"), theirs.called());
        assertEquals(List.of("1|second|COMMBAD|b@host|UPS b@host: COMMBAD"), ours.called());
    }

    @Test
    void cancelTakesAllTimersOfANameInOurs() throws IOException, InterruptedException {
        assumeTheirVersion();
        theirs.configure("AT ONBATT * START-TIMER twice 4", "AT ONLINE * CANCEL-TIMER twice");
        ours.configure("AT ONBATT * START-TIMER twice 600", "AT ONLINE * CANCEL-TIMER twice");
        call("ONBATT", "a@host");
        call("ONBATT", "a@host");
        call("ONLINE", "a@host");
        theirs.awaitCalls(1);
        awaitEndOfDaemons();

        assertEquals(List.of("1|twice|ONBATT|a@host"), theirs.calledWithoutMessage());
        assertEquals(List.of(), ours.called());
    }

    @Test
    void aCommandWithBlanksIsOneArgumentInOurs() throws IOException, InterruptedException {
        assumeTheirVersion();
        configure("AT ONBATT * EXECUTE \"two words\"");
        call("ONBATT", "a@host");

        assertEquals(List.of("2|two|ONBATT|a@host|"), theirs.called());
        assertEquals(List.of("1|two words|ONBATT|a@host|UPS a@host: ONBATT"), ours.called());
    }
}
