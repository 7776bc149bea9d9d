package nut.upsd;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The same over TCP, through the event loop. */
class ExchangesOverTcpTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> theServerAnswersAsNut() {
        return Exchanges.read("exchanges.txt").stream().map(scenario -> dynamicTest(scenario.title(), () -> {
            ScriptedUpses upses = new ScriptedUpses(directory);
            try (RunningLoop loop = new RunningLoop(upses.serving(), Integer.MAX_VALUE, () -> ScriptedUpses.NOW)) {
                upses.serving().wakeup(loop.loop()::pass);

                ExchangePlayer.play(scenario, Exchanges.Server.OURS, loop::connect);
            }
        }));
    }
}
