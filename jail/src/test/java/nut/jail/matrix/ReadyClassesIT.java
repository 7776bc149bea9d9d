package nut.jail.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What upsmon's processes need while the power goes is ready in the image: none makes forms of calls, which takes classes by the dozen. */
class ReadyClassesIT {
    @TempDir
    private Path folder;

    @Story
    void fromItsStartToTheShutdownNoProcessOfAPrimaryMakesAFormOfACall() throws IOException {
        try (PowerPlant plant = PowerPlant.start(folder, Setting.usual())) {
            Machine primary = plant.machine("primary");
            primary.close();
            primary.startTellingOfClasses();
            plant.see("it is logged in again", () -> plant.logins("a") == 4);
            plant.mainsFail("a");
            plant.power("a", "OB LB");

            plant.everyoneGoesDown();
            List<String> log = primary.log();
            assertTrue(log.stream().anyMatch(line -> line.contains("nut.upsmon.notify.Notifier source: ")), "it tells of classes");
            assertEquals(List.of(), log.stream().filter(line -> line.contains("LambdaForm$MH/") && line.contains("__JVM_")).toList());
        }
    }
}
