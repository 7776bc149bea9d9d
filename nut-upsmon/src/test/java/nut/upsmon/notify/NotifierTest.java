package nut.upsmon.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import nut.common.conf.Complaints;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Pipe;
import nut.common.posix.PosixException;
import nut.upsmon.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A notifier at the end of a real pipe, and real NOTIFYCMDs that do what they should not. */
@Timeout(120)
class NotifierTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    private Path directory;
    private Pipe pipe;
    private LogLines log;
    private CompletableFuture<Void> end;
    private boolean ended;

    @BeforeEach
    void open() throws PosixException {
        pipe = Pipe.open();
        log = new LogLines(Commands.class);
    }

    @AfterEach
    void close() throws PosixException {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        for (String forked : lines("forked")) {
            ProcessHandle.of(Long.parseLong(forked)).ifPresent(ProcessHandle::destroyForcibly);
        }
        hangUp();
        log.close();
    }

    /** Starts a notifier whose NOTIFYCMD writes down how it was called, and then does something with it. */
    private void start(Commands.Limits limits, String then) throws IOException {
        Path script = Files.writeString(directory.resolve("notify"), "#!/bin/sh\nprintf '%s|%s|%s|%s\\n' \"$#\" \"$1\" \"$NOTIFYTYPE\""
            + " \"$UPSNAME\" >> " + directory.resolve("called") + "\n" + then + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> text = new ArrayList<>(List.of("NOTIFYCMD " + script));
        for (NotifyType type : NotifyType.values()) {
            text.add("NOTIFYFLAG " + type + " EXEC");
        }
        Path file = Files.write(directory.resolve("upsmon.conf"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        UpsmonConf conf = UpsmonConf.read(file, Complaints.to(LoggerFactory.getLogger(NotifierTest.class)));
        Notifier notifier = new Notifier(conf, pipe.readEnd(), new Commands(limits));
        end = CompletableFuture.runAsync(() -> {
            try {
                notifier.run();
            } catch (PosixException | BadFrame failed) {
                throw new AssertionError(failed);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
    }

    private void tell(NotifyType type, String ups) throws PosixException {
        FileDescriptors.write(pipe.writeEnd(), Frame.of(type, ups).bytes());
    }

    /** The watcher is gone, and the notifier ends. */
    private void hangUp() {
        if (!ended) {
            ended = true;
            pipe.closeWriteEnd();
            end.orTimeout(60, TimeUnit.SECONDS).join();
            pipe.closeReadEnd();
        }
    }

    /** UPSNAME of each call, in their order. */
    private List<String> upses() {
        return called().stream().map(line -> line.substring(line.lastIndexOf('|') + 1)).toList();
    }

    private List<String> called() {
        return lines("called");
    }

    private List<String> lines(String file) {
        try {
            return Files.exists(directory.resolve(file)) ? Files.readAllLines(directory.resolve(file)) : List.of();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("in vain: " + what + "; " + called() + log.lines());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void theMessageIsTheOneArgumentAndTypeAndUpsAreInTheEnvironment() throws IOException {
        start(Commands.Limits.USUAL, "");
        tell(NotifyType.ONBATT, "it's $HOME `id`@host");
        until("it is called", () -> !called().isEmpty());

        assertEquals(List.of("1|UPS it's $HOME `id`@host on battery|ONBATT|it's $HOME `id`@host"), called());
        assertNull(System.getenv("UPSNAME"), "or the test would prove nothing");
    }

    @Test
    void oneThatHangsOneThatFloodsAndOneThatForksHoldUpNoOther() throws IOException {
        start(new Commands.Limits(16, 256, LONG), "case $NOTIFYTYPE in ONBATT) exec sleep 1000;; LOWBATT) exec yes;;"
            + " FSD) for i in $(seq 100); do sleep 1000 & echo $! >> " + directory.resolve("forked") + "; done;; esac");
        tell(NotifyType.ONBATT, "hangs");
        tell(NotifyType.LOWBATT, "floods");
        tell(NotifyType.FSD, "forks");
        until("all three have begun", () -> called().size() == 3);
        tell(NotifyType.SHUTDOWN, "last");
        until("the next one runs", () -> upses().contains("last"));

        assertEquals(List.of(), log.lines());
    }

    @Test
    void whatOneThatFailsHasSaidIsLoggedWithinBounds() throws IOException {
        start(Commands.Limits.USUAL, "seq 100000; exit 3");
        tell(NotifyType.ONBATT, "u@h");
        until("its end is logged", () -> log.lines().size() == 12);

        assertEquals("WARN NOTIFYCMD for ONBATT u@h ended with exit status 3", log.lines().getFirst());
        assertEquals("WARN NOTIFYCMD for ONBATT u@h said: 1", log.lines().get(1));
        assertEquals("WARN NOTIFYCMD for ONBATT u@h said: 100000", log.lines().getLast());
    }

    @Test
    void moreThanMayRunWaitInTheirOrderAndWhatIsTooMuchIsSaid() throws IOException {
        Path go = directory.resolve("go");
        start(new Commands.Limits(1, 3, LONG), "until [ -e " + go + " ]; do sleep 0.01; done");
        for (int i = 0; i < 6; i++) {
            tell(NotifyType.COMMBAD, "ups" + i);
        }
        until("all are taken", () -> log.lines().size() == 5);
        List<String> before = upses();
        Files.createFile(go);
        until("those that waited have run", () -> called().size() == 4);

        assertTrue(before.size() <= 1, before.toString());
        assertEquals(List.of("ups0", "ups1", "ups2", "ups3"), upses());
        assertEquals(List.of("WARN 1 notification commands still run; NOTIFYCMD for COMMBAD ups1 waits",
            "WARN 1 notification commands still run; NOTIFYCMD for COMMBAD ups2 waits",
            "WARN 1 notification commands still run; NOTIFYCMD for COMMBAD ups3 waits",
            "ERROR 1 notification commands still run and 3 wait; NOTIFYCMD for COMMBAD ups4 is not started",
            "ERROR 1 notification commands still run and 3 wait; NOTIFYCMD for COMMBAD ups5 is not started"), log.lines());
    }

    @Test
    void aFloodOfEventsLosesNone() throws IOException {
        start(Commands.Limits.USUAL, "");
        List<String> upses = IntStream.range(0, 200).mapToObj(i -> "ups" + i).toList();
        for (String ups : upses) {
            tell(NotifyType.COMMBAD, ups);
        }
        until("all have run", () -> called().size() == 200);

        assertEquals(upses.stream().sorted().toList(), upses().stream().sorted().toList());
    }

    @Test
    void whenAllHangTheOldestMakeRoomForTheNext() throws IOException {
        start(new Commands.Limits(2, 10, SHORT), "case $UPSNAME in hang*) sleep 1000 & echo $! >> "
            + directory.resolve("child-of-") + "$UPSNAME; wait;; esac");
        tell(NotifyType.ONBATT, "hang1");
        tell(NotifyType.ONBATT, "hang2");
        until("both hang", () -> !lines("child-of-hang1").isEmpty() && !lines("child-of-hang2").isEmpty());
        tell(NotifyType.SHUTDOWN, "last");
        until("the last one runs", () -> upses().contains("last"));
        until("the room is free again", () -> log.lines().stream().anyMatch(line -> line.contains("ended with signal 9")));

        assertTrue(log.lines().contains("ERROR NOTIFYCMD for ONBATT hang1 still runs after 0 s, and others wait: it is killed"),
            log.lines().toString());
        assertEquals(1, log.lines().stream().filter(line -> line.endsWith("it is killed")).count(), "one was enough");
        until("its child is gone with it", () -> isGone(lines("child-of-hang1").getFirst()));
    }

    /** A process that nobody has waited for yet is gone as well: its command line is empty. */
    private static boolean isGone(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "cmdline")).isEmpty();
        } catch (IOException gone) {
            return true;
        }
    }

    @Test
    void whatWaitsWhenTheWatcherEndsIsStartedAllTheSame() throws IOException {
        start(new Commands.Limits(1, 10, LONG), "exec sleep 1000");
        for (String ups : List.of("a", "b", "c")) {
            tell(NotifyType.SHUTDOWN, ups);
        }
        hangUp();
        until("all have begun", () -> called().size() == 3);

        assertEquals(List.of("a", "b", "c"), upses().stream().sorted().toList());
    }
}
