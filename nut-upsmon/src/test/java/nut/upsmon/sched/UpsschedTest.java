package nut.upsmon.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upssched as processes: calls as upsmon makes them, the daemon that they start, CMDSCRIPT. */
@Timeout(200)
class UpsschedTest {
    private static final String MESSAGE = "the message";

    @TempDir
    private Path directory;
    private RunningUpssched upssched;

    private RunningUpssched with(String... rules) throws IOException {
        upssched = new RunningUpssched(directory, rules);
        return upssched;
    }

    @AfterEach
    void close() {
        upssched.close();
    }

    @Test
    void executeRunsAtOnceWithOneArgumentAndNeedsNoDaemon() throws IOException {
        with("AT ONBATT * EXECUTE \"it's $HOME\"", "AT ONBATT other@h EXECUTE no", "AT ONLINE * EXECUTE no");

        upssched.event("ONBATT", "u@h");

        assertEquals(List.of("1|it's $HOME|ONBATT|u@h|" + MESSAGE), upssched.called());
        assertEquals(List.of(), upssched.daemons());
        assertFalse(Files.exists(upssched.pipe()));
    }

    @Test
    void aTimerRunsOutOnceWithTheEnvironmentOfItsOwnEvent() throws IOException {
        with("AT ONBATT * START-TIMER battery 2", "AT COMMBAD * START-TIMER lost 1");

        upssched.event("ONBATT", "u@h");
        upssched.event("COMMBAD", "v@h");
        upssched.until("both have run out", () -> upssched.called().size() == 2);
        upssched.until("nothing is left on disk", () -> Files.notExists(upssched.timers()));

        assertEquals(List.of("1|battery|ONBATT|u@h|" + MESSAGE, "1|lost|COMMBAD|v@h|" + MESSAGE),
            upssched.called().stream().sorted().toList());
        assertEquals(List.of(), upssched.listed(0));
    }

    @Test
    void theSocketIsTheOwnersAlone() throws IOException {
        with("AT ONBATT * START-TIMER a 600");

        upssched.event("ONBATT", "u@h");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(upssched.pipe())));
    }

    @Test
    void aTimerThatIsCancelledInTimeIsForgotten() throws IOException {
        with("AT ONBATT * START-TIMER a 600", "AT ONBATT * START-TIMER b 600", "AT ONLINE * CANCEL-TIMER a gone");

        upssched.event("ONBATT", "u@h");
        List<String> before = upssched.listed(0);
        upssched.event("ONLINE", "u@h");

        assertEquals(List.of("a", "b"), before);
        assertEquals(List.of("b"), upssched.listed(0));
        assertEquals(List.of(), upssched.called());
    }

    @Test
    void whatIsNotThereToCancelRunsTheOtherCommandWithAndWithoutADaemon() throws IOException {
        with("AT ONLINE * CANCEL-TIMER a gone", "AT OFF * CANCEL-TIMER a", "AT ONBATT * START-TIMER b 600");

        upssched.event("OFF", "u@h");
        upssched.event("ONLINE", "u@h");
        List<ProcessHandle> before = upssched.daemons();
        upssched.event("ONBATT", "u@h");
        upssched.event("ONLINE", "v@h");
        upssched.until("both were called", () -> upssched.called().size() == 2);

        assertEquals(List.of(), before);
        assertEquals(List.of("1|gone|ONLINE|u@h|" + MESSAGE, "1|gone|ONLINE|v@h|" + MESSAGE), upssched.called());
    }

    @Test
    void twentyCallsAtOnceStartOneDaemonAndLoseNothing() throws IOException {
        with("AT ONBATT * START-TIMER a 600");
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(upssched.launch("ONBATT", "ups" + (100 + i)));
        }
        List<Integer> exits = new ArrayList<>();
        for (Process call : calls) {
            exits.add(upssched.end(call).exit());
        }

        assertEquals(List.of(0), exits.stream().distinct().toList());
        assertEquals(1, upssched.daemons().size());
        assertEquals(20, upssched.listed(4).stream().distinct().count());
    }

    @Test
    void afterTheDaemonWasKilledTheNextEventGoesOnWithItsTimers() throws IOException {
        with("AT ONBATT * START-TIMER long 600", "AT LOWBATT * START-TIMER short 1");
        upssched.event("ONBATT", "u@h");
        upssched.event("LOWBATT", "u@h");
        upssched.until("the short one has run out and is forgotten", () -> upssched.called().size() == 1 && !upssched.saved("short"));
        upssched.killDaemon();
        List<String> left = upssched.listed(0);

        upssched.event("FSD", "u@h");

        assertEquals(List.of("long"), left);
        assertEquals(List.of("long"), upssched.listed(0));
        assertEquals(1, upssched.daemons().size());
        assertTrue(Integer.parseInt(upssched.listed(2).getFirst()) <= 600, "its time goes on");
        assertEquals(1, upssched.called().size(), "what has run out does not run out again");
    }

    @Test
    void whatRanOutWhileNoDaemonRanComesAtOnceAndOnce() throws IOException {
        with("AT ONBATT * START-TIMER late 600");
        upssched.event("ONBATT", "u@h");
        upssched.killDaemon();
        letTheTimeOfAllTimersPass();
        List<String> before = upssched.called();

        upssched.event("FSD", "u@h");
        upssched.until("it runs out", () -> !upssched.called().isEmpty());
        upssched.until("and is forgotten", () -> Files.notExists(upssched.timers()));

        assertEquals(List.of(), before);
        assertEquals(List.of("1|late|ONBATT|u@h|" + MESSAGE), upssched.called());
    }

    @Test
    void whatTheNextEventCancelsDoesNotRunOutFirst() throws IOException {
        with("AT ONBATT * START-TIMER shutdown 600", "AT ONBATT * START-TIMER mail 600", "AT ONLINE * CANCEL-TIMER shutdown");
        upssched.event("ONBATT", "u@h");
        upssched.killDaemon();
        letTheTimeOfAllTimersPass();

        upssched.event("ONLINE", "u@h");
        upssched.until("the other runs out", () -> !upssched.called().isEmpty());
        upssched.until("and is forgotten", () -> Files.notExists(upssched.timers()));

        assertEquals(List.of("1|mail|ONBATT|u@h|" + MESSAGE), upssched.called());
    }

    /** As if the machine had gone on for long: no timer of the file has time left. */
    private void letTheTimeOfAllTimersPass() throws IOException {
        String text = Files.readString(upssched.timers());
        Files.writeString(upssched.timers(), text.replaceAll("(?m)^(TIMER .*) [0-9]+$", "$1 1"));
    }

    @Test
    void theTimersOfAnotherUpsmonAreForgottenForNobodyKnowsWhatCameBetween() throws IOException {
        assumeTrue(Files.isExecutable(RunningUpssched.SETSID), "this test needs setsid of util-linux");
        with("AT ONBATT * START-TIMER a 600", "AT LOWBATT * START-TIMER b 600");
        upssched.eventOfAnotherUpsmon("ONBATT", "u@h");
        upssched.killDaemon();
        boolean saved = upssched.saved("a");

        upssched.event("LOWBATT", "u@h");

        assertTrue(saved);
        assertEquals(List.of("b"), upssched.listed(0));
    }

    @Test
    void aDaemonThatIsToldToEndLeavesItsTimersToTheNext() throws IOException, PosixException {
        with("AT ONBATT * START-TIMER a 600");
        upssched.event("ONBATT", "u@h");
        ProcessHandle first = upssched.daemons().getFirst();
        Kill.send(first.pid(), Kill.SIGTERM);
        upssched.until("it ends", () -> upssched.daemons().isEmpty());
        boolean socket = Files.exists(upssched.pipe());

        upssched.event("ONBATT", "v@h");

        assertFalse(socket);
        assertEquals(List.of("u@h", "v@h"), upssched.listed(4));
        assertNotEquals(first.pid(), upssched.daemons().getFirst().pid());
    }

    @Test
    void theDaemonEndsWhenThereIsNothingToWaitFor() throws IOException {
        with("AT ONBATT * START-TIMER a 0");
        upssched.event("ONBATT", "u@h");
        upssched.until("the timer runs out", () -> upssched.called().size() == 1);

        upssched.until("the daemon ends", () -> upssched.daemons().isEmpty());

        assertFalse(Files.exists(upssched.pipe()));
        assertFalse(Files.exists(upssched.timers()));
    }

    @Test
    void aScriptThatHangsOrFailsHoldsUpNoOtherTimer() throws IOException {
        with("AT ONBATT * START-TIMER hang 0", "AT ONBATT * START-TIMER bad 1", "AT ONBATT * START-TIMER next 2");

        upssched.event("ONBATT", "u@h");
        upssched.until("all are called", () -> upssched.called().size() == 3);
        upssched.event("ONBATT", "u@h");

        upssched.until("and again", () -> upssched.called().size() == 6);
    }

    @Test
    void aSharedTimerIsOneForAllUpses() throws IOException {
        with("AT COMMBAD * START-TIMER-SHARED lost 600", "AT COMMOK * CANCEL-TIMER-MATCHED lost none");
        upssched.event("COMMBAD", "u@h");
        upssched.event("COMMBAD", "v@h");
        List<String> upses = upssched.listed(4);

        upssched.event("COMMOK", "w@h");
        upssched.event("COMMOK", "v@h");
        upssched.until("none was called for w", () -> upssched.called().size() == 1);

        assertEquals(List.of("u@h,v@h"), upses);
        assertEquals(List.of(), upssched.listed(0));
    }

    @Test
    void aPeerThatStallsOrFloodsHoldsUpNobody() throws IOException {
        with("AT ONBATT * START-TIMER a 600");
        upssched.event("ONBATT", "u@h");
        List<SocketChannel> stalled = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(upssched.pipe()));
            channel.write(ByteBuffer.wrap("START \"half".getBytes()));
            stalled.add(channel);
        }
        SocketChannel flood = SocketChannel.open(UnixDomainSocketAddress.of(upssched.pipe()));
        boolean sentAway = false;
        for (int i = 0; i < 10_000 && !sentAway; i++) {
            try {
                flood.write(ByteBuffer.wrap(new byte[1000]));
            } catch (IOException brokenPipe) {
                sentAway = true;
            }
        }

        upssched.event("ONBATT", "v@h");

        assertTrue(sentAway, "a line without an end is cut off");
        assertEquals(List.of("u@h", "v@h"), upssched.listed(4));
        assertEquals(1, upssched.daemons().size());
        flood.close();
        for (SocketChannel channel : stalled) {
            channel.close();
        }
    }

    @Test
    void aSocketThatWasCleanedAwayComesBack() throws IOException {
        with("AT ONBATT * START-TIMER a 600");
        upssched.event("ONBATT", "u@h");
        Files.delete(upssched.pipe());
        upssched.until("the daemon makes it anew", () -> Files.exists(upssched.pipe()));

        upssched.event("ONBATT", "v@h");

        assertEquals(List.of("u@h", "v@h"), upssched.listed(4));
        assertEquals(1, upssched.daemons().size());
    }

    @Test
    void withoutAnEventNothingHappensButAComplaint() throws IOException {
        with("AT ONBATT * EXECUTE a");

        RunningUpssched.Ended ended = upssched.end(upssched.launch(null, null));

        assertEquals(1, ended.exit());
        assertEquals("upssched: Error: UPSNAME and NOTIFYTYPE must be set in the environment; have upsmon call this program (NOTIFYCMD)\n",
            ended.output());
    }

    @Test
    void whatIsWrongInTheFileIsSaidWithItsLineAndTheRestCounts() throws IOException {
        with("AT ONBATT * START-TIMER a soon", "AT ONBATT * EXECUTE b");

        RunningUpssched.Ended ended = upssched.end(upssched.launch("ONBATT", "u@h"));

        assertEquals(0, ended.exit());
        assertTrue(ended.output().contains("upssched.conf:4: the interval of START-TIMER a is \"soon\""), ended.output());
        assertEquals(List.of("1|b|ONBATT|u@h|"), upssched.called());
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsSaidOnceAndTheCommandsRunAllTheSame() throws IOException {
        with("PIPEFN " + directory + "/none/pipe", "LOCKFN " + directory + "/none/lock", "AT ONBATT * START-TIMER a 5",
            "AT ONBATT * EXECUTE b");

        RunningUpssched.Ended ended = upssched.end(upssched.launch("ONBATT", "u@h"));

        assertEquals(1, ended.exit());
        assertTrue(ended.output().contains("LOCKFN " + directory + "/none/lock cannot be locked"), ended.output());
        assertEquals(List.of("1|b|ONBATT|u@h|"), upssched.called());
    }
}
