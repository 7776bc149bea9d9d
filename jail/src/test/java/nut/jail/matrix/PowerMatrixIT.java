package nut.jail.matrix;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The ways that the power itself can go: the first part of the package's table. */
class PowerMatrixIT {
    @TempDir
    private Path folder;

    @Story
    void aShortDipShutsNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            plant.mainsAreBack("a");

            plant.everyoneIsUp();
        }
    }

    @Story
    void mainsThatComeBackBeforeTheBatteryIsLowShutNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.power("a", "OB RB");
            plant.everyoneHears("ONBATT");
            plant.everyoneHears("REPLBATT", 2);
            plant.mainsAreBack("a");

            plant.everyoneIsUp();
        }
    }

    @Story
    void aLongOutageShutsAllDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            plant.everyoneIsUp();
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
            assertTrue(plant.machine("primary").asksForPowerOff(), "the primary has the UPS cut the power");
            for (String name : PowerPlant.SECONDARIES) {
                assertFalse(plant.machine(name).asksForPowerOff(), "that is not for a secondary to ask");
            }
        }
    }

    @Story
    void mainsThatComeBackDuringFinaldelayDoNotStopTheShutdown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().with("FINALDELAY 3"))) {
            plant.power("a", "OB LB");
            plant.hears("first", "SHUTDOWN", 1);
            plant.power("a", "OL");
            plant.see("upsd serves it", () -> plant.status("a").contains("OL"));

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aCalibrationThatRunsTheBatteryLowShutsNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.power("a", "CAL OB LB RB");
            plant.everyoneHears("REPLBATT", 2);
            plant.mainsAreBack("a");

            plant.everyoneIsUp();
        }
    }

    @Story
    void aForcedShutdownShutsAllDownOnLine() throws IOException, InterruptedException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.machine("primary").tell("fsd");

            plant.everyoneGoesDown();
            plant.see("all that upsd serves beside is OL", () -> plant.status("a").equals("FSD OL"));
        }
    }

    @Story
    void oneOfTwoUpsesIsEnoughForMinsupplies1() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().twoUpses())) {
            plant.power("a", "OB LB RB");
            plant.everyoneHears("LOWBATT");
            plant.everyoneHears("REPLBATT", 2);
            plant.everyoneIsUp();
            plant.power("b", "OB LB");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void oneOfTwoUpsesIsNotEnoughForMinsupplies2() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().twoUpses().with("MINSUPPLIES 2"))) {
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aUpsThatIsReplacedByReloadShutsNobodyDownAnyMore() throws IOException, InterruptedException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().spareUps())) {
            plant.watch(List.of("b"));
            plant.everyoneIsTold("reload");
            plant.see("all have changed over", () -> plant.logins("a") == 0 && plant.logins("b") == 4);
            plant.power("a", "OB LB");
            plant.see("upsd serves it", () -> plant.status("a").equals("OB LB"));
            plant.power("b", "OB RB");
            plant.everyoneHears("ONBATT");
            plant.everyoneHears("REPLBATT", 2);
            plant.everyoneIsUp();
            plant.power("b", "OB LB");

            plant.everyoneGoesDown();
        }
    }
}
