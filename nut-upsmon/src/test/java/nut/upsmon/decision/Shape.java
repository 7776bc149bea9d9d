package nut.upsmon.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.common.conf.Complaints;
import nut.common.conf.UpsmonConf;
import org.slf4j.LoggerFactory;

/**
 * Which machines there are and what they watch. The UPS "u0" is served by the upsd of machine 0, "u1" by that of machine 0 or 1.
 *
 * @param name  what it is, for people
 * @param upses how many UPSes
 * @param hosts the machine that serves each UPS
 * @param confs the upsmon.conf of each machine
 */
record Shape(String name, int upses, List<Integer> hosts, List<UpsmonConf> confs) {
    private static final String[] TIMES = {"", "FINALDELAY 0\n", "POLLFREQALERT 1\nFINALDELAY 2\n", "OBLBDURATION 3\nALARMCRITICAL 0\n"};

    int machines() {
        return confs.size();
    }

    int servers() {
        return hosts.getLast() + 1;
    }

    @Override
    public String toString() {
        return name;
    }

    /** One UPS; two UPSes of one machine; two UPSes of two machines that are each other's secondaries; each with different times. */
    static List<Shape> all(Path directory) {
        List<Shape> shapes = new ArrayList<>();
        for (String times : TIMES) {
            String name = " " + times.replace('\n', ' ');
            String primary = line("u0", 1, "primary");
            String secondary = line("u0", 1, "secondary");
            shapes.add(new Shape("one UPS" + name, 1, List.of(0), confs(directory, times, primary, secondary, secondary, secondary)));
            String both = secondary + line("u1", 1, "secondary");
            shapes.add(new Shape("two of one machine" + name, 2, List.of(0, 0), confs(directory, times,
                primary + line("u1", 1, "primary"), both, both + "MINSUPPLIES 2\n", secondary)));
            shapes.add(new Shape("two of two machines" + name, 2, List.of(0, 1), confs(directory, times,
                primary + line("u1", 1, "secondary"), secondary + line("u1", 1, "primary"), both, secondary)));
        }
        return shapes;
    }

    private static String line(String ups, int power, String role) {
        return "MONITOR " + ups + "@h " + power + " user secret " + role + "\n";
    }

    private static List<UpsmonConf> confs(Path directory, String times, String... lines) {
        List<UpsmonConf> confs = new ArrayList<>();
        for (String monitors : lines) {
            try {
                Path file = Files.writeString(directory.resolve("upsmon.conf"), "SHUTDOWNCMD true\n" + times + monitors);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                confs.add(UpsmonConf.read(file, Complaints.to(LoggerFactory.getLogger("test"))));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return confs;
    }
}
