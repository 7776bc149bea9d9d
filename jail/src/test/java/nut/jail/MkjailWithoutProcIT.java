package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nut.jail.MadeJail.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** mkjail in a bare chroot, where packages are installed at times. */
@Timeout(300)
class MkjailWithoutProcIT extends MakesAJail {
    /** There is no /dev/fd for bash then, and no /proc/self/exe for the loader. */
    @Test
    void whereThereIsNoProcAJailIsMadeAndBroughtUpToDateButNotRemoved() throws IOException, InterruptedException {
        withoutProc("").well();
        String made = Files.readString(jail.path("etc/mkjail.manifest"));
        jail.configure("upsd.users", "[admin]\n");
        withoutProc("").well();
        Ended checked = withoutProc("--check").well();
        Ended removed = withoutProc("--remove").badly();

        assertTrue(made.matches("(?s).*\n@suite Network UPS .*"), made);
        assertEquals("[admin]\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));
        assertEquals("mkjail: " + jail.path() + " is as it should be\n", checked.output());
        assertTrue(removed.output().contains("there is no /proc"), removed.output());
        jail.bareMkjail(Map.of(), "--check").well();
    }

    private Ended withoutProc(String option) throws IOException, InterruptedException {
        return jail.run("sh", "-c", "umount -l /proc && ! [ -e /dev/fd/0 ] && exec " + MadeJail.TREE.resolve("sbin/mkjail") + " --config "
            + jail.config() + " " + option + " " + jail.path());
    }

    @Test
    void noShippedScriptTakesOutputForAFile() throws IOException {
        Path sources = Path.of(System.getProperty("nut.jail.folder"));
        List<Path> scripts = new ArrayList<>(List.of(sources.resolve("mkjail"), sources.resolve("install"), sources.resolve("uninstall"),
            sources.resolve("upssched-cmd")));
        for (String folder : new String[] {"mkjail.d", "init", "debian"}) {
            try (Stream<Path> files = Files.list(sources.resolve(folder))) {
                files.forEach(scripts::add);
            }
        }
        for (Path script : scripts) {
            assertFalse(Files.readString(script).replaceAll("(?m)^\\s*#.*", "").matches("(?s).*[<>]\\(.*"), script.toString());
        }
    }
}
