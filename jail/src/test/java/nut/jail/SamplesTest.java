package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsdConf;
import nut.common.conf.UpsdUsers;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsschedConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples mean what they say: with the comment signs taken away, every line of them is a line that the programs know. */
class SamplesTest {
    private static final Pattern COMMENTED =
        Pattern.compile("#( *(?:[A-Z_]+ |\\[[a-z0-9]+]$|# [a-z.]+ = |[a-z_]+ = |upsmon (?:primary|secondary)).*)");

    @TempDir
    private Path folder;

    @Test
    void everyLineOfTheSamplesIsKnown() throws IOException {
        List<String> said = new ArrayList<>();
        said.addAll(complaints("ups.conf", UpsConf::read, 24));
        said.addAll(complaints("upsd.conf", UpsdConf::read, 13));
        said.addAll(complaints("upsd.users", UpsdUsers::read, 11));
        said.addAll(complaints("upsmon.conf", UpsmonConf::read, 30));
        said.addAll(complaints("upssched.conf", UpsschedConf::read, 11));

        assertEquals(List.of(), said);
    }

    private List<String> complaints(String name, BiConsumer<Path, Complaints> reader, int lines) throws IOException {
        List<String> uncommented = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("etc", name + ".sample"))) {
            Matcher commented = COMMENTED.matcher(line);
            if (commented.matches()) {
                uncommented.add(commented.group(1).replaceFirst("^ *# ", ""));
            }
        }
        assertEquals(lines, uncommented.size(), name + ": " + uncommented);
        Path file = Files.write(folder.resolve(name), uncommented);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Heard heard = new Heard(new ArrayList<>());
        reader.accept(file, heard);
        return heard.said();
    }

    private record Heard(List<String> said) implements Complaints {
        @Override
        public void warning(Position where, String what) {
            said.add(where + ": " + what);
        }

        @Override
        public void error(Position where, String what) {
            said.add(where + ": " + what);
        }
    }
}
