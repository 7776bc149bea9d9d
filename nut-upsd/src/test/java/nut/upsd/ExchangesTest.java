package nut.upsd;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The command layer answers what NUT's upsd answered, with no socket in between. */
class ExchangesTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> theCommandLayerAnswersAsNut() {
        return Exchanges.read("exchanges.txt").stream().map(scenario -> dynamicTest(scenario.title(), () -> {
            ScriptedUpses upses = new ScriptedUpses(directory);

            ExchangePlayer.play(scenario, Exchanges.Server.OURS, () -> new DirectWire(upses.serving()));
        }));
    }
}
