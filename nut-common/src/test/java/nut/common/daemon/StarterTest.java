package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StarterTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aDaemonThatKeepsSilentIsGivenUpButNotKilled() throws PosixException {
        Starter.Word word = start(Duration.ofMillis(200), "echo looking for the UPS; exec sleep 60");

        Starter.Word.Silent silent = (Starter.Word.Silent) word;
        boolean lived = Kill.send(silent.pid(), Kill.SIGKILL);
        Children.await(silent.pid());
        assertEquals("looking for the UPS\n", silent.said());
        assertTrue(lived);
    }

    @Test
    void everythingSaidBeforeTheWordIsHeard() throws PosixException {
        Starter.Word word = start(LONG, "echo out; echo err >&2; printf 'READY\\n' >/proc/self/fd/$NUT_READY_FD; exec sleep 60");

        Starter.Word.Serves serves = (Starter.Word.Serves) word;
        Kill.send(serves.pid(), Kill.SIGKILL);
        Children.await(serves.pid());
        assertEquals("out\nerr\n", serves.said());
    }

    @Test
    void theLoadersComplaintIsHeardToo() throws PosixException {
        Starter.Word word = start(LONG, "/nonexistent/java");

        Starter.Word.Failed failed = (Starter.Word.Failed) word;
        assertEquals(Optional.of(new Children.End(true, 127)), failed.end());
        assertTrue(failed.said().contains("/nonexistent/java"), failed.said());
    }

    @Test
    void ofAFloodTheEndIsKept() throws PosixException {
        Starter.Word word = start(LONG, "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; echo the reason; exit 3");

        assertTrue(word.said().endsWith("line 19999\nthe reason\n"));
        assertTrue(word.said().length() < 20_000, "kept " + word.said().length());
    }

    @Test
    void withoutANullDeviceStandardInputIsAtItsEnd() throws PosixException {
        Starter.Word word = new Starter(-1, -1).start(List.of("/bin/sh", "-c", "if read line; then echo read; else echo end; fi"), LONG);

        assertEquals("end\n", word.said());
    }

    @Test
    void aProgramThatDoesNotExistIsAnErrorAtOnce() {
        PosixException failed = assertThrows(PosixException.class, () -> new Starter().start(List.of("/nonexistent/java"), LONG));

        assertEquals(PosixException.ENOENT, failed.errno());
    }

    private static Starter.Word start(Duration patience, String script) throws PosixException {
        return new Starter().start(List.of("/bin/sh", "-c", script), patience);
    }
}
