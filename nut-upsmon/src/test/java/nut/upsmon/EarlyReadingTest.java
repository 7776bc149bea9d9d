package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyReadingTest {
    @TempDir
    private Path folder;

    /** What was complained of, in order. */
    private static final class Heard implements Complaints {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void warning(Position where, String what) {
            lines.add("warning " + where + " " + what);
        }

        @Override
        public void error(Position where, String what) {
            lines.add("error " + where + " " + what);
        }
    }

    private Path file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("upsmon.conf"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void whatIsWrongIsSaidOnceToWhoListensLater() throws IOException {
        Path file = file("POLLFREQ often\nNONSENSE\nRUN_AS_USER nutmon\nFINALDELAY soon\n");
        Heard atOnce = new Heard();
        UpsmonConf.read(file, atOnce);

        EarlyReading reading = EarlyReading.of(file);
        Heard later = new Heard();
        reading.conf(later);
        Heard again = new Heard();
        reading.conf(again);

        assertEquals(3, later.lines.size(), later.lines.toString());
        assertEquals(atOnce.lines, later.lines);
        assertEquals(List.of(), again.lines);
        assertEquals("nutmon", reading.conf().runAsUser().orElseThrow());
    }

    @Test
    void aFileThatCannotBeReadIsAFaultOfWhoAsksForIt() {
        EarlyReading reading = EarlyReading.of(folder.resolve("upsmon.conf"));

        assertThrows(AdminFault.class, reading::conf);
        assertThrows(AdminFault.class, () -> reading.conf(new Heard()));
    }
}
