package nut.driver.core;

import static nut.driver.line.InputLine.CTS;
import static nut.driver.line.InputLine.DCD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nut.common.AdminFault;
import nut.common.posix.Pty;
import nut.common.state.DataStatus;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsdEnd;
import nut.driver.generic.GenericKind;
import nut.driver.generic.PluggedContacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code genericups} in the loop that all drivers run in, as upsd sees it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ContactsOnALoopTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir
    private Path folder;
    private final PluggedContacts contacts = new PluggedContacts();
    private final List<DriverView> sights = new CopyOnWriteArrayList<>();
    private final Work work = new Work();
    private DirectoryWatch watch;
    private UpsdEnd upsd;
    private Thread driver;

    @Test
    void upsdSeesWhatTheLinesSay() throws Exception {
        contacts.raise(CTS, DCD);
        serve();
        awaitStatus("OL");

        contacts.raise(DCD);
        awaitStatus("OB");
        contacts.raise();
        awaitStatus("OB LB");
        contacts.raise(CTS, DCD);
        awaitStatus("OL");

        assertEquals("genericups", value("driver.name"));
        assertEquals("CyberPower", value("device.mfr"));
        assertEquals("7", value("driver.parameter.upstype"));
        assertEquals(List.of("open RTS"), contacts.record);
    }

    @Test
    void aDeviceThatGoesAndComesBackIsStaleOnceAndOpenedAgainWithCablePower() throws Exception {
        contacts.raise(CTS, DCD);
        serve();
        awaitStatus("OL");

        contacts.plug(false);
        contacts.raise();
        await("stale data", () -> seen().status() == DataStatus.STALE);
        contacts.raise(DCD);
        contacts.plug(true);
        awaitStatus("OB");

        List<DataStatus> course = new ArrayList<>();
        for (DriverView sight : sights) {
            if (sight.status() != DataStatus.STARTING && (course.isEmpty() || course.getLast() != sight.status())) {
                course.add(sight.status());
            }
        }
        assertEquals(List.of(DataStatus.FRESH, DataStatus.STALE, DataStatus.FRESH), course);
        assertEquals(List.of("open RTS", "close", "open RTS"), contacts.record);
        assertFalse(sights.stream().anyMatch(sight -> sight.snapshot().value("ups.status").orElse("").contains("LB")));
    }

    @Test
    void theEndOfTheDriverLeavesTheLinesAlone() throws Exception {
        contacts.raise(CTS, DCD);
        serve();
        awaitStatus("OL");

        work.stop();
        driver.join();

        assertEquals(List.of("open RTS", "close"), contacts.record);
    }

    @Test
    void thePowerIsCutByADriverOfItsOwn() {
        boolean could = Attachment.unpublished(settings("/dev/ttyS1"), contacts).cutPower();

        assertTrue(could);
        assertEquals(List.of("open RTS", "DTR", "close"), contacts.record);
    }

    @Test
    void aPtyIsRefusedInOneSentence() throws IOException {
        try (Pty pty = Pty.open()) {
            DriverLoop loop = new DriverLoop(settings(pty.device().toString()), new GenericKind(), new Work());

            AdminFault fault = assertThrows(AdminFault.class, () -> loop.begin(folder, "0.0"));

            assertEquals("cannot open " + pty.device()
                + ": it has no modem lines, which a contact-closure UPS speaks through; is it a serial port?", fault.getMessage());
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        work.stop();
        if (driver != null) {
            driver.join();
            upsd.close();
            watch.close();
        }
    }

    private void serve() throws IOException, InterruptedException {
        watch = DirectoryWatch.open(folder);
        upsd = UpsdEnd.follow(watch, folder, "box", "test", new UpsdEnd.Listener() {
            @Override
            public void changed(DriverView view) {
                sights.add(view);
            }

            @Override
            public void outcome(long id, Outcome outcome) {
                throw new AssertionError("nobody asked for " + outcome);
            }
        });
        DriverLoop loop = new DriverLoop(settings("/dev/ttyS1"), contacts, work);
        loop.begin(folder, "0.0");
        driver = Thread.ofPlatform().name("driver").start(loop::run);
    }

    private static DriverSettings settings(String port) {
        return new DriverSettings("genericups", "box", port, Duration.ofSeconds(1), Optional.empty(),
            Map.of("upstype", new DriverSettings.Choice("7", "test")));
    }

    /** What upsd was told last, so whoever waits for it finds it among the sights. */
    private DriverView seen() {
        return sights.isEmpty() ? DriverView.NONE : sights.getLast();
    }

    private String value(String variable) {
        return seen().snapshot().value(variable).orElse("");
    }

    private void awaitStatus(String status) {
        await("ups.status " + status, () -> value("ups.status").equals(status) && seen().status() == DataStatus.FRESH);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no " + what + " within 20 s; upsd sees " + seen());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
