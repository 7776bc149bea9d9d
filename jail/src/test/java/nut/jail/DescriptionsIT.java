package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever our drivers publish, our upsd can describe. */
@Timeout(300)
class DescriptionsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String UNDESCRIBED = "Description unavailable";
    /** What a name of NUT's list of variables and commands begins with. */
    private static final Pattern NAME = Pattern.compile("(ambient|battery|beeper|bypass|calibrate|device|driver|input|load|outlet|output"
        + "|reset|shutdown|test|ups)(\\.[a-z0-9-]+)+");
    /** Texts of that form that are no names. */
    private static final Set<String> OTHERS = Set.of("ups.conf");
    private static final Pattern DRIVERS = Pattern.compile("nut/driver/(apc|core|dummy|generic)/.*\\.class");

    @TempDir
    private Path folder;

    @Test
    void whatADriverListsIsDescribed() throws IOException, ErrorAnswer {
        try (Programs programs = served(); NutConnection upsd = NutConnection.open("127.0.0.1", programs.port(), TIMEOUT)) {
            Set<String> ofNewapc = undescribed(upsd, "matrix", "battery.packs", "bypass.start");
            Set<String> ofDummy = undescribed(upsd, "dummy", "input.voltage", "driver.reload");

            assertEquals(Set.of(), ofNewapc);
            assertEquals(Set.of(), ofDummy);
        }
    }

    @Test
    void everyNameInTheDriversClassesIsDescribed() throws IOException, ErrorAnswer {
        Set<String> names = namesInClasses();
        Set<String> undescribed = new TreeSet<>();
        try (Programs programs = served(); NutConnection upsd = NutConnection.open("127.0.0.1", programs.port(), TIMEOUT)) {
            for (String name : names) {
                if (lacksDescription(upsd, "DESC", "dummy", name) && lacksDescription(upsd, "CMDDESC", "dummy", name)) {
                    undescribed.add(name);
                }
            }
        }

        assertEquals(Set.of(), undescribed);
        assertTrue(names.containsAll(Set.of("ups.status", "test.panel.start", "ambient.1.humidity", "battery.packs.bad")),
            names.toString());
    }

    /** A newapc with a simulated UPS that has more than most, and a dummy-ups. */
    private Programs served() throws IOException {
        Programs programs = new Programs(folder);
        try {
            Path device = folder.resolve("ttyUPS");
            Files.writeString(folder.resolve("dummy.dev"), "ups.status: OL\ninput.voltage: 230\noutlet.3.status: on\n");
            programs.write("ups.conf", """
                [matrix]
                    driver = newapc
                    port = %s
                    ttymode = raw
                [dummy]
                    driver = dummy-ups
                    mode = dummy-once
                    port = %s
                """.formatted(device, folder.resolve("dummy.dev")));
            programs.start("bin/upssim", "--model", "matrix-ups", "--link", device.toString(), "--control",
                folder.resolve("control").toString(), "--pace", "none");
            Await.until("the simulated UPS makes its device", Programs.SECONDS, () -> Files.exists(device));
            programs.start("bin/newapc", "-F", "-a", "matrix");
            programs.start("bin/dummy-ups", "-F", "-a", "dummy");
            programs.start("sbin/upsd", "-F");
            programs.awaitOnLine("matrix");
            programs.awaitOnLine("dummy");
            return programs;
        } catch (IOException | RuntimeException failed) {
            programs.close();
            throw failed;
        }
    }

    /** What upsd lists of a UPS, but cannot describe. A variable and a command must be among what it lists. */
    private static Set<String> undescribed(NutConnection upsd, String ups, String variable, String command)
        throws IOException, ErrorAnswer {
        Set<String> undescribed = new TreeSet<>();
        Set<String> variables = upsd.variables(ups).keySet();
        List<String> commands = upsd.list("CMD", ups).stream().map(List::getLast).toList();
        assertTrue(variables.contains(variable), variables.toString());
        assertTrue(commands.contains(command), commands.toString());
        for (String name : variables) {
            if (lacksDescription(upsd, "DESC", ups, name)) {
                undescribed.add(name);
            }
        }
        for (String name : commands) {
            if (lacksDescription(upsd, "CMDDESC", ups, name)) {
                undescribed.add(name);
            }
        }
        return undescribed;
    }

    private static boolean lacksDescription(NutConnection upsd, String what, String ups, String name) throws IOException, ErrorAnswer {
        return upsd.get(what, ups, name).getLast().equals(UNDESCRIBED);
    }

    /** All texts of the drivers' classes that look like names. Where they have a 0, the published ones have another number. */
    private static Set<String> namesInClasses() throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipFile jar = new ZipFile(driversJar().toFile())) {
            for (ZipEntry entry : jar.stream().filter(file -> DRIVERS.matcher(file.getName()).matches()).toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    ClassFile.of().parse(in.readAllBytes()).constantPool().forEach(constant -> {
                        if (constant instanceof StringEntry text && NAME.matcher(text.stringValue()).matches()) {
                            names.add(text.stringValue().replace(".0.", ".1."));
                        }
                    });
                }
            }
        }
        names.removeAll(OTHERS);
        return names;
    }

    private static Path driversJar() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
            .filter(entry -> entry.getFileName().toString().matches("nut-driver-.*\\.jar")).findFirst().orElseThrow();
    }
}
