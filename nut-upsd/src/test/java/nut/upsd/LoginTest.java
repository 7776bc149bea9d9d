package nut.upsd;

import static nut.upsd.Installation.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.conf.Complaints;
import nut.common.conf.UpsdUsers;
import nut.upsd.command.Desk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Right and wrong passwords, over TCP, with a clock that the test turns. */
class LoginTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String DENIED = "ERR ACCESS-DENIED";
    /** The password is "Hello world!"; 500,000 rounds take a while anywhere. */
    private static final String SLOW =
        "$6$rounds=500000$slow$uUAXGdAgJTOuhmKodG3QUBl7RjXOwA2K7.adAw37WywMdijLsTrQ6o3Lj0DcDWXRoH7P4jFEvLoKYbfA8ahPI0";
    private static final String QUICK = "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";

    @TempDir
    private Path directory;
    private final AtomicLong clock = new AtomicLong(ScriptedUpses.NOW);
    private final List<SocketWire> wires = new ArrayList<>();
    private ScriptedUpses upses;
    private RunningLoop loop;

    @BeforeEach
    void serve() throws IOException {
        upses = new ScriptedUpses(directory);
        loop = new RunningLoop(upses.serving(), Integer.MAX_VALUE, clock::get);
        upses.serving().wakeup(loop.loop()::pass);
    }

    @AfterEach
    void end() throws IOException {
        for (SocketWire wire : wires) {
            wire.close();
        }
        loop.close();
    }

    @Test
    void manyWrongPasswordsFromOneAddressAreRefusedLaterAndLater() throws IOException {
        guess(5);
        SocketWire sixth = client("admin", "wrong");
        SocketWire seventh = client("nobody at all", "wrong");
        send(sixth, "FSD su700\nVER\n");
        advance(0);
        send(seventh, "LOGIN su700\n");

        advance(0);
        boolean early = sixth.hasAnswer() || seventh.hasAnswer();
        advance(SECOND);
        String answer = sixth.receive();
        boolean seventhEarly = seventh.hasAnswer();
        advance(SECOND);

        assertFalse(early);
        assertEquals(DENIED, answer);
        assertTrue(sixth.receive().startsWith("Network UPS Tools"));
        assertFalse(seventhEarly);
        assertEquals(DENIED, seventh.receive());
    }

    @Test
    void aRightPasswordIsAnsweredAtOnceWhoeverElseFailedThere() throws IOException {
        guess(5);
        SocketWire guesser = client("admin", "wrong");
        send(guesser, "FSD su700\n");

        String login = ask(client("secondary", "sec"), "LOGIN su700");
        String noRight = ask(client("secondary", "sec"), "FSD su700");

        assertEquals("OK", login);
        assertEquals(DENIED, noRight);
        assertFalse(guesser.hasAnswer());
    }

    @Test
    void aConnectionGivesOneGuessHoweverOftenItAsks() throws IOException {
        SocketWire stubborn = client("admin", "wrong");

        for (int i = 0; i < 20; i++) {
            assertEquals(DENIED, ask(stubborn, "LOGIN su700"));
        }
    }

    @Test
    void aClientThatLeavesBeforeItIsRefusedIsForgotten() throws IOException {
        guess(5);
        SocketWire impatient = client("admin", "wrong");
        send(impatient, "LOGIN su700\n");
        advance(0);
        impatient.close();
        advance(0);

        advance(20 * SECOND);

        assertEquals("OK", ask(client("secondary", "sec"), "LOGIN su700"));
    }

    @Test
    void theRefusalsThatAreHeldBackAreLoggedSparingly() throws IOException {
        try (LogLines log = new LogLines(Desk.class)) {
            guess(5);
            send(client("admin", "wrong"), "LOGIN su700\n");
            advance(0);

            assertEquals("INFO many wrong passwords from 127.0.0.1: this one is refused after 1 s", log.lines().getLast());
        }
    }

    @Test
    void aHashedPasswordIsAsGoodAsAPlainOne() throws IOException {
        admit("[hashed]\n password = " + QUICK + "\n upsmon primary\n[plain]\n password = p\n upsmon secondary\n");
        SocketWire hashed = client("hashed", "\"Hello world!\"");

        assertEquals("OK", ask(hashed, "LOGIN su700"));
        assertEquals("OK PRIMARY-GRANTED", ask(hashed, "PRIMARY su700"));
        assertEquals("OK", ask(client("plain", "p"), "LOGIN su700"));
        assertEquals(DENIED, ask(client("hashed", QUICK), "LOGIN su700"));
        assertEquals(DENIED, ask(client("nobody", "x"), "LOGIN su700"));
    }

    @Test
    void requestsBehindOneThatWaitsForItsPasswordKeepTheirOrder() throws IOException {
        admit("[hashed]\n password = " + QUICK + "\n upsmon primary\n");
        SocketWire client = client("hashed", "\"Hello world!\"");

        send(client, "LOGIN su700\nGET NUMLOGINS su700\nPRIMARY su700\nLOGOUT\n");

        assertEquals("OK", client.receive());
        assertEquals("NUMLOGINS su700 1", client.receive());
        assertEquals("OK PRIMARY-GRANTED", client.receive());
        assertEquals("OK Goodbye", client.receive());
    }

    @Test
    void whileAPasswordIsLookedAtOthersAreServed() throws IOException {
        admit("[slow]\n password = " + SLOW + "\n upsmon primary\n");
        SocketWire slow = client("slow", "\"Hello world!\"");
        SocketWire other = client("other", "x");
        send(slow, "LOGIN su700\n");

        int served = 0;
        while (!slow.hasAnswer()) {
            ask(other, "GET UPSDESC su700");
            served++;
        }

        assertEquals("OK", slow.receive());
        assertTrue(served > 1, "the loop stood still while the password was looked at");
    }

    @Test
    void aProofLastsUntilThePasswordChanges() throws IOException {
        String before = "[hashed]\n password = " + QUICK + "\n upsmon primary\n";
        admit(before);
        SocketWire client = client("hashed", "\"Hello world!\"");
        ask(client, "LOGIN su700");

        admit(before + "[more]\n password = m\n");
        String after = ask(client, "PRIMARY su700");
        admit("[hashed]\n password = new\n upsmon primary\n");

        assertEquals("OK PRIMARY-GRANTED", after);
        assertEquals(DENIED, ask(client, "PRIMARY su700"));
    }

    @Test
    void aClientThatLeavesWhileItsPasswordIsLookedAtIsForgotten() throws IOException {
        admit("[slow]\n password = " + SLOW + "\n upsmon primary\n");
        SocketWire gone = client("slow", "\"Hello world!\"");
        send(gone, "LOGIN su700\n");
        advance(0);
        gone.close();

        assertEquals("OK", ask(client("slow", "\"Hello world!\""), "LOGIN su700"));
        SocketWire asking = client("x", "x");
        assertEquals("NUMLOGINS su700 1", ask(asking, "GET NUMLOGINS su700"));
    }

    private void guess(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            assertEquals(DENIED, ask(client("admin", "guess" + i), "LOGIN su700"));
        }
    }

    private SocketWire client(String user, String password) throws IOException {
        SocketWire wire = loop.connect();
        wires.add(wire);
        ask(wire, "USERNAME \"" + user + "\"");
        ask(wire, "PASSWORD " + password);
        return wire;
    }

    private static void send(SocketWire wire, String requests) throws IOException {
        wire.send(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** Turns the clock, and returns when what is due has been done: others were answered in a later pass. */
    private void advance(long nanos) throws IOException {
        clock.addAndGet(nanos);
        loop.loop().wakeup();
        SocketWire other = client("x", "x");
        ask(other, "VER");
    }

    private void admit(String users) throws IOException {
        Path file = Files.writeString(directory.resolve("more.users"), users);
        UpsdUsers read = UpsdUsers.read(file, Complaints.to(LoggerFactory.getLogger(LoginTest.class)));
        CountDownLatch done = new CountDownLatch(1);
        upses.serving().news().post(() -> {
            upses.serving().admit(read);
            done.countDown();
        });
        try {
            assertTrue(done.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
