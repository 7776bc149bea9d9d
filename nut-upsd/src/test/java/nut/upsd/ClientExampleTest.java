package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nut.common.protocol.ErrorAnswer;
import nut.common.state.DriverEnd;
import nut.common.state.UpsSnapshot;
import nut.upsd.example.WatchUps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/client-library.md does what the page says, against our upsd, and stands there as it is. */
class ClientExampleTest {
    private static final Path SOURCE = Path.of("src/test/java/nut/upsd/example/WatchUps.java");
    private static final Path PAGE = Path.of("../docs/client-library.md");

    @TempDir
    private Path folder;

    @Test
    void thePageShowsTheExampleAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```java\npackage nut.upsd.example;");

        String shown = page.substring(begin + "```java\n".length(), page.indexOf("```", begin + 3));

        assertEquals(Files.readString(SOURCE), shown);
    }

    @Test
    void theExampleTestsThePanelAndWatchesUntilTheBatteryIsLow() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Installation nut = new Installation(folder)) {
            DriverEnd driver = nut.driver("su700", snapshot("OL"));
            nut.start();
            Installation.awaitAnswer(nut.connect(), "GET VAR su700 ups.status", "VAR su700 ups.status \"OL\"");
            String ups = "su700@127.0.0.1:" + nut.address().getPort();
            CompletableFuture<Void> example = CompletableFuture.runAsync(() -> run(new PrintStream(said, true), ups));

            await(said, "status: OL\n");
            driver.publish(snapshot("OB"));
            await(said, "status: OB\n");
            driver.stale();
            await(said, "status: stale\n");
            driver.heartbeat();
            driver.publish(snapshot("OB LB"));
            example.get(20, TimeUnit.SECONDS);
        }

        List<String> lines = said.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(List.of("su700 is Rack 4", "panel test: SUCCESS", "status: OL", "status: OB", "status: stale"), lines.subList(0, 5));
        assertEquals("status: OB LB", lines.getLast());
    }

    private static void await(ByteArrayOutputStream said, String wanted) {
        RunningLoop.await(wanted, () -> said.toString(StandardCharsets.US_ASCII).endsWith(wanted));
    }

    private static void run(PrintStream out, String ups) {
        try {
            WatchUps.run(out, ups, "admin", "adm");
        } catch (IOException | ErrorAnswer | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static UpsSnapshot snapshot(String status) {
        return UpsSnapshot.EMPTY.toBuilder().set("ups.status", status).command("test.panel.start").build();
    }
}
