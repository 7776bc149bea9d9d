package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import nut.common.state.Outcome;
import nut.common.state.ValueFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repeater with NUT itself at the other end. */
class DebianRepeaterTest {
    @TempDir
    private Path folder;

    @Test
    void aUpsOfNutIsRepeatedWrittenOrderedLostAndFoundAgain() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(DebianSource.UPSD), "NUT's upsd and dummy-ups are not installed (Debian's package nut-server)");
        Path account = Files.writeString(folder.resolve("nutauth.conf"), "USER = repeater\nPASS = secret\n");
        Files.setPosixFilePermissions(account, PosixFilePermissions.fromString("rw-------"));
        String text = "ups.mfr: APC\nups.id: tower\nbattery.charge: 90\noutlet.1.desc: \"first \\\"one\\\"\"\nups.status: OL CHRG\n";

        try (DebianSource source = new DebianSource(Files.createDirectory(folder.resolve("nut")), text);
            Stage stage = new Stage(folder, source.address(), Duration.ofMillis(200), Map.of())) {
            stage.await("writable variables", () -> stage.variable("ups.status").flags().contains(ValueFlag.RW));
            assertEquals("OL CHRG", stage.value("ups.status"));
            assertEquals("first \"one\"", stage.value("outlet.1.desc"));
            assertEquals(Set.of(ValueFlag.RW, ValueFlag.STRING), stage.variable("ups.id").flags());
            assertEquals(16, stage.variable("ups.id").maximumLength());
            assertEquals(Set.of(ValueFlag.RW, ValueFlag.NUMBER), stage.variable("battery.charge").flags());
            assertTrue(stage.view().snapshot().commands().contains("load.off"));

            assertEquals(Outcome.HANDLED, stage.submit("SET", "ups.id", "in the cellar"));
            assertEquals(Outcome.INVALID, stage.submit("SET", "ups.id", "more than sixteen characters"));
            assertEquals(Outcome.UNKNOWN, stage.submit("INSTCMD", "load.off"));
            stage.awaitValue("ups.id", "in the cellar");

            source.endDriver();
            stage.awaitStale();
            source.startDriver();
            stage.awaitValue("ups.id", "tower");
        }
    }
}
