package nut.jail.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An outage with Debian's programs among ours, and one on a UPS that has a serial line: the end of the package's table. */
class MixedMatrixIT {
    /** It knows no other, so one of Debian's upsmon runs at a time. */
    private static final String DEBIANS_PID_FILE = "/run/nut/upsmon.pid";
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    @Story
    @ResourceLock(DEBIANS_PID_FILE)
    void debiansPrimaryAndOurSecondariesGoDown() throws IOException {
        needsDebians("/lib/nut/upsmon", "nut-client");
        anOutageShutsAllDown(Setting.usual().debians("primary"));
    }

    @Story
    @ResourceLock(DEBIANS_PID_FILE)
    void aSecondaryOfDebiansAndOursGoDown() throws IOException {
        needsDebians("/lib/nut/upsmon", "nut-client");
        anOutageShutsAllDown(Setting.usual().debians("first"));
    }

    @Story
    void allGoDownOnDebiansUpsd() throws IOException {
        needsDebians("/lib/nut/upsd", "nut-server");
        anOutageShutsAllDown(Setting.usual().debians(Setting.UPSD));
    }

    private static void needsDebians(String program, String packageName) {
        assumeTrue(Files.isExecutable(Path.of(program)), "this test needs Debian's package " + packageName);
        assumeTrue(Credentials.isRoot(), "this test needs root: Debian's programs want it");
    }

    private void anOutageShutsAllDown(Setting setting) throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, setting)) {
            plant.mainsFail("a");
            plant.mainsAreBack("a");
            plant.everyoneIsUp();
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void anOutageOnASerialLineShutsAllDown() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path work = Files.createDirectory(folder.resolve("chain"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        Layout layout = new Layout(PowerPlant.TREE, work, false, FreePort.find(), 20);
        List<Machine> secondaries = new ArrayList<>();
        try (Chain chain = Chain.start(layout)) {
            for (String name : PowerPlant.SECONDARIES) {
                Machine machine = new Machine(name, PowerPlant.TREE, folder.resolve(name), false);
                secondaries.add(machine);
                machine.configure(List.of(layout.monitorLine("secondary").strip(), "HOSTSYNC 30", "DEADTIME 30", "FINALDELAY 0"));
                machine.start();
            }
            Await.until("all are logged in", SECONDS, () -> chain.logins() == 4);
            chain.tell("mains off");
            Await.until("all hear of it", SECONDS, () -> secondaries.stream().allMatch(machine -> machine.heard("ONBATT") == 1));
            chain.tell("battery low");
            Await.until("all go down", SECONDS, () -> !chain.upsmon().isAlive() && secondaries.stream().noneMatch(Machine::isUp));

            assertEquals(1, Files.readAllLines(layout.shutDown()).size(), "the primary goes down once");
            for (Machine machine : secondaries) {
                assertEquals(1, machine.shutdowns().size(), () -> "once: " + machine);
            }
        } finally {
            secondaries.forEach(Machine::close);
        }
    }
}
