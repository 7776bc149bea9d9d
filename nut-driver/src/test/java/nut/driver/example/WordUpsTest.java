package nut.driver.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.state.UpsSnapshot;
import nut.driver.core.Driver;
import nut.driver.core.DriverKind.Wiring;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/writing-a-driver.md does what the page says, and stands there as it is. */
class WordUpsTest {
    private static final Path SOURCE = Path.of("src/test/java/nut/driver/example/WordUps.java");
    private static final Path PAGE = Path.of("../docs/writing-a-driver.md");

    @TempDir
    private Path folder;

    @Test
    void thePageShowsTheExampleAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```java\npackage nut.driver.example;");

        String shown = page.substring(begin + "```java\n".length(), page.indexOf("```", begin + 3));

        assertEquals(Files.readString(SOURCE), shown);
    }

    @Test
    void theExampleDrivesAUpsThatIsAWord() throws IOException {
        Path file = Files.writeString(folder.resolve("ups"), "OL\n");
        List<UpsSnapshot> published = new ArrayList<>();
        DriverSettings settings =
            new DriverSettings("word-ups", "word", file.toString(), Duration.ofSeconds(2), Optional.empty(), Map.of());
        Wiring wiring = new WordUps().wire(settings, new UpsState(published::add, Map.of(), Map.of()), () -> { }, () -> false);
        Driver driver = wiring.driver();

        wiring.port().open();
        driver.attach(1);
        Files.writeString(file, "OB LB\n");
        driver.pollNext();
        Files.writeString(file, "");
        assertThrows(NoAnswer.class, driver::pollNext);
        Files.delete(file);
        assertThrows(LineLost.class, driver::pollNext);

        assertEquals(List.of("OL", "OB LB"), published.stream().map(snapshot -> snapshot.value("ups.status").orElse("")).toList());
    }
}
