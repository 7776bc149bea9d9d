package nut.upsd;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The table of exchanges is true: Debian's upsd answers as it says. */
class ExchangesAgainstNutTest {
    @TempDir
    private static Path directory;
    private static DebianUpsd nut;

    @BeforeAll
    static void startNut() throws IOException {
        String missing = DebianUpsd.PROGRAM + " is missing; install the Debian package nut-server to compare with the real upsd";
        if (!Files.isExecutable(DebianUpsd.PROGRAM)) {
            System.out.println("SKIPPED: " + missing);
        }
        Assumptions.assumeTrue(Files.isExecutable(DebianUpsd.PROGRAM), missing);
        nut = new DebianUpsd(directory);
    }

    @AfterAll
    static void stopNut() throws IOException {
        if (nut != null) {
            nut.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theTableSaysWhatNutAnswers() {
        return Exchanges.read("exchanges.txt").stream().map(scenario -> dynamicTest(scenario.title(),
            () -> ExchangePlayer.play(scenario, Exchanges.Server.NUT, () -> new SocketWire(nut.address()))));
    }
}
