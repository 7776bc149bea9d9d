package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nut.common.confine.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the three processes of upsmon load: nothing of TLS, unless upsmon.conf wants it. */
@Timeout(180)
class LoadedClassesTest {
    private static final Pattern TLS = Pattern.compile(
        "sun\\.security\\.ssl\\.|nut\\.common\\.tls\\.|javax\\.net\\.ssl\\.SSL(Context|Engine) ");

    @TempDir
    private Path directory;
    private Path classes;
    private FakeUpsd upsd;
    private RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        upsd = new FakeUpsd().status("su700", "OL");
        classes = Files.createDirectory(directory.resolve("classes"));
        upsmon = new RunningUpsmon(directory).environment("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes + "/%p")
            .environment(Place.MORE, classes.toString());
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        upsmon.close();
        upsd.close();
    }

    /** What all processes of an upsmon have loaded of TLS when it has watched a power failure. */
    private List<String> loadedOfTls() throws IOException {
        upsmon.configure(monitor()).start();
        List<Long> pids = List.of(upsmon.parent().pid(), upsmon.child("WATCHER").pid(), upsmon.child("NOTIFIER").pid());
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        upsmon.parent().destroy();
        upsmon.end();
        return ofTls(pids.stream().map(pid -> classes.resolve(pid.toString())));
    }

    private static List<String> ofTls(Stream<Path> files) {
        return files.flatMap(LoadedClassesTest::lines).filter(line -> TLS.matcher(line).find()).toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private String monitor() {
        return "MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret secondary";
    }

    @Test
    void withoutTlsInTheConfigurationNothingOfItIsLoaded() throws IOException {
        assertEquals(List.of(), loadedOfTls());
    }

    /** One process is enough to prove that the first test can fail. */
    @Test
    void theDrillOfOneThatWantsItLoadsIt() throws IOException {
        upsd.refuse("STARTTLS");
        upsmon.configure(monitor(), "CERTPATH of-an-authority.pem").call("--drill");

        try (Stream<Path> files = Files.list(classes)) {
            assertFalse(ofTls(files).isEmpty());
        }
    }
}
