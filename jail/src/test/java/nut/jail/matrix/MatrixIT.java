package nut.jail.matrix;


import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ways that a power failure can go, each on real processes. Times are never asserted, only who, how often and in which order. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class MatrixIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void letTheMonitorsUserPass() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private PowerPlant start(Setting setting) throws IOException {
        return PowerPlant.start(Path.of(System.getProperty("nut.tree")), folder, setting);
    }

    @Test
    void aShortDipShutsNobodyDown() throws IOException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.power("a", "OB");
            plant.everyoneHears("ONBATT");
            plant.power("a", "OL");
            plant.everyoneHears("ONLINE");

            plant.everyoneIsUp();
        }
    }

    @Test
    void aLongOutageShutsAllDownSecondariesFirst() throws IOException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.power("a", "OB");
            plant.everyoneHears("ONBATT");
            plant.everyoneIsUp();
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
            assertTrue(plant.machine("primary").asksForPowerOff(), "the primary has the UPS cut the power");
            for (String name : PowerPlant.SECONDARIES) {
                assertFalse(plant.machine(name).asksForPowerOff(), "that is not for a secondary to ask");
            }
        }
    }

    @Test
    void mainsThatComeBackBeforeTheBatteryIsLowShutNobodyDown() throws IOException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.power("a", "OB RB");
            plant.everyoneHears("REPLBATT", 2);
            plant.power("a", "OL");
            plant.everyoneHears("ONLINE");

            plant.everyoneIsUp();
        }
    }

    @Test
    void mainsThatComeBackDuringFinaldelayShutAllDownAllTheSame() throws IOException {
        try (PowerPlant plant = start(Setting.usual().with("FINALDELAY 3"))) {
            plant.power("a", "OB LB");
            plant.hears("first", "SHUTDOWN", 1);
            plant.power("a", "OL");
            plant.see("upsd serves it", () -> plant.status("a").contains("OL"));

            plant.everyoneGoesDown();
        }
    }

    @Test
    void anUpsdThatDiesOnBatteryShutsAllDownAfterDeadtime() throws IOException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.power("a", "OB");
            plant.everyoneHears("ONBATT");
            plant.server().killUpsd();

            plant.everyoneGoesDown();
        }
    }

    @Test
    void anUpsdThatDiesOnLineShutsNobodyDown() throws IOException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.server().killUpsd();
            plant.everyoneHears("COMMBAD");
            plant.everyoneHears("NOCOMM");
            plant.everyoneIsUp();
            plant.server().startUpsd();
            plant.everyoneHears("COMMOK");

            plant.everyoneIsUp();
        }
    }

    @Test
    void aForcedShutdownShutsAllDownOnLine() throws IOException, InterruptedException {
        try (PowerPlant plant = start(Setting.usual())) {
            plant.machine("primary").tell("fsd");

            plant.everyoneGoesDown();
        }
    }

    @Test
    void oneOfTwoUpsesIsEnoughForMinsupplies1() throws IOException {
        try (PowerPlant plant = start(Setting.usual().twoUpses())) {
            plant.power("a", "OB LB RB");
            plant.everyoneHears("REPLBATT", 2);
            plant.everyoneIsUp();
            plant.power("b", "OB LB");

            plant.everyoneGoesDown();
        }
    }
}
