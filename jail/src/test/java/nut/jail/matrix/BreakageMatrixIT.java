package nut.jail.matrix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** What else can break while the power is out: the second part of the package's table. */
class BreakageMatrixIT {
    @TempDir
    private Path folder;

    @Story
    void anUpsdThatDiesOnLineShutsNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.server().killUpsd();
            plant.everyoneHears("COMMBAD");
            plant.everyoneHears("NOCOMM");
            plant.everyoneIsUp();
            plant.server().startUpsd();
            plant.everyoneHears("COMMOK");

            plant.everyoneIsUp();
        }
    }

    @Story
    void anUpsdThatDiesOnBatteryShutsAllDownAfterDeadtime() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            plant.server().killUpsd();
            plant.everyoneHears("COMMBAD");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void anUpsdThatStartsAnewDuringTheShutdownDoesNotStopIt() throws IOException, InterruptedException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().with("FINALDELAY 4"))) {
            plant.machine("primary").tell("fsd");
            for (String name : PowerPlant.SECONDARIES) {
                plant.hears(name, "SHUTDOWN", 1);
            }
            plant.server().killUpsd();
            plant.server().startUpsd();

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aForcedShutdownThatUpsdForgetsBeforeAllHaveHeardOfItIsSetAgain() throws IOException, InterruptedException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().with("HOSTSYNC 30"))) {
            plant.cable().freeze();
            plant.machine("primary").tell("fsd");
            plant.goesDown("first", "second");
            plant.server().killUpsd();
            plant.server().startUpsd();
            plant.see("upsd serves the UPS again", () -> plant.status("a").contains("OL"));
            plant.cable().mend();

            plant.goesDown("primary", "third");
        }
    }

    @Story
    void aDriverThatDiesOnLineShutsNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.server().killDriver("a");
            plant.everyoneHears("COMMBAD");
            plant.everyoneHears("NOCOMM");
            plant.everyoneIsUp();
            plant.server().startDriver("a");
            plant.everyoneHears("COMMOK");

            plant.everyoneIsUp();
        }
    }

    @Story
    void aDriverThatDiesOnBatteryShutsAllDownAfterDeadtime() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            plant.server().killDriver("a");
            plant.everyoneHears("COMMBAD");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aDriverThatHangsOnBatteryShutsAllDownAfterMaxageAndDeadtime() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            Signal.STOP.to(plant.server().driver("a"));
            plant.everyoneHears("COMMBAD");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aDriverThatIsStartedAnewOnBatteryShutsNobodyDown() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().with("DEADTIME 40"))) {
            plant.power("a", "OB RB");
            plant.everyoneHears("ONBATT");
            plant.server().killDriver("a");
            plant.everyoneHears("COMMBAD");
            plant.server().startDriver("a");
            plant.everyoneHears("COMMOK");
            plant.everyoneIsUp();
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aSecondaryWithoutNetworkIsWaitedForNoLongerThanHostsync() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().impatientPrimary())) {
            plant.cable().freeze();
            Instant low = Instant.now();
            plant.power("a", "OB LB");
            plant.goesDown("first", "second", "primary");
            plant.hears("third", "COMMBAD", 1);
            plant.hears("third", "NOCOMM", 1);
            plant.isUp("third");
            plant.cable().mend();

            plant.goesDown("third");
            assertWaited(plant, low);
        }
    }

    @Story
    void aSecondaryThatLosesTheNetworkOnBatteryGoesDownAloneAfterDeadtime() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            plant.cable().cut();

            plant.goesDown("third");
            plant.power("a", "OL");
            for (String name : new String[] {"primary", "first", "second"}) {
                plant.hears(name, "ONLINE", 1);
                plant.isUp(name);
            }
        }
    }

    @Story
    void aSecondaryThatHangsIsWaitedForNoLongerThanHostsync() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().impatientPrimary())) {
            Signal.STOP.to(plant.machine("third").watcher());
            Instant low = Instant.now();
            plant.power("a", "OB LB");
            plant.goesDown("first", "second", "primary");
            plant.isUp("third");
            Signal.CONT.to(plant.machine("third").watcher());

            plant.goesDown("third");
            assertWaited(plant, low);
        }
    }

    @Story
    void aPrimaryWhoseWatcherDiesOnBatteryGoesDownOnce() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            plant.mainsFail("a");
            Signal.KILL.to(plant.machine("primary").watcher());
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
        }
    }

    @Story
    void aPrimaryThatIsStartedAnewOnLowBatteryGoesDownOnce() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual().with("HOSTSYNC 30"))) {
            plant.mainsFail("a");
            plant.machine("primary").close();
            plant.power("a", "OB LB");
            plant.hears("third", "LOWBATT", 1);
            plant.isUp("third");
            plant.machine("primary").start();

            plant.everyoneGoesDown();
        }
    }

    private static void assertWaited(PowerPlant plant, Instant low) throws IOException {
        Instant hostsyncOver = low.plusSeconds(Setting.HOSTSYNC);
        assertTrue(plant.wentDown("primary").isAfter(hostsyncOver), () -> "the primary waits for HOSTSYNC, from " + low + plant);
    }
}
