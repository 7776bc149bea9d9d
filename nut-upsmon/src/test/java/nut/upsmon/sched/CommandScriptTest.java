package nut.upsmon.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nut.common.posix.PosixException;
import nut.upsmon.LogLines;
import nut.upsmon.command.HeardCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** CMDSCRIPTs that print, fail, hang and flood. */
@Timeout(120)
class CommandScriptTest {
    private static final Event CAUSE = new Event("ONBATT", "u@h", "the message");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(CommandScript.class);
    }

    @AfterEach
    void close() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        // What they log as they end is not the next test's.
        until("nobody listens any more", () -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("cmdscript-")));
        log.close();
    }

    private CommandScript script(String body) throws IOException {
        Path file = Files.writeString(directory.resolve("cmd"), body + "\n");
        return new CommandScript("/bin/sh " + file);
    }

    private static Timer timer(String name) {
        return new Timer(name, 0, List.of(CAUSE), 0);
    }

    private void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("in vain: " + what + "; " + log.lines());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void whatItPrintsIsLogged() throws IOException, PosixException {
        script("echo \"$1 for $UPSNAME\"; echo aside >&2").run("mail", CAUSE, LONG);

        assertEquals(List.of("INFO CMDSCRIPT mail said: mail for u@h", "INFO CMDSCRIPT mail said: aside"), log.lines());
    }

    @Test
    void howItFailsIsLoggedWithTheBeginningAndTheEndOfWhatItPrinted() throws IOException, PosixException {
        script("seq 100000; exit 7").startFor(timer("mail"), new HeardCommands());
        until("it has ended", () -> log.lines().size() == 12);

        assertEquals("WARN CMDSCRIPT mail ended with exit status 7", log.lines().getFirst());
        assertEquals("WARN CMDSCRIPT mail said: 1", log.lines().get(1));
        assertEquals("WARN CMDSCRIPT mail said: [... 588895 bytes in all ...]", log.lines().get(6));
        assertEquals("WARN CMDSCRIPT mail said: 100000", log.lines().getLast());
    }

    @Test
    void aCallWaitsForOneThatHangsNoLongerThanItWantsTo() throws IOException, PosixException {
        script("echo begun; exec sleep 1000").run("mail", CAUSE, Duration.ofMillis(500));

        assertEquals("WARN CMDSCRIPT mail still runs after 0 s; it is left alone", log.lines().getFirst());
        assertTrue(ProcessHandle.current().children().findAny().isPresent(), "it is left alone");
    }

    @Test
    void oneThatHangsAndOneThatFloodsHoldUpNoOther() throws IOException, PosixException {
        CommandScript script = script("case $1 in hang) exec sleep 1000;; flood) exec yes;; esac; echo well");
        HeardCommands running = new HeardCommands();
        for (String name : List.of("hang", "flood", "next")) {
            script.startFor(timer(name), running);
        }
        until("the next one has ended", () -> !log.lines().isEmpty());

        assertEquals(List.of("INFO CMDSCRIPT next said: well"), log.lines());
    }
}
