package nut.upsmon;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of a test of one upsmon, not yet started: the primary of one UPS, which a fake upsd serves. */
abstract class PrimaryOfOneUps {
    @TempDir
    Path directory;
    FakeUpsd upsd;
    RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        upsd = new FakeUpsd().status("su700", "OL");
        upsmon = new RunningUpsmon(directory).configure("MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary");
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        upsmon.close();
        upsd.close();
    }
}
