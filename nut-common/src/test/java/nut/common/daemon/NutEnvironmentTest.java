package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NutEnvironmentTest {
    private static final Path PREFIX = Path.of("/opt/ups");

    @Test
    void withoutVariablesEverythingIsWhereItIsInstalled() {
        NutEnvironment environment = NutEnvironment.of(Map.of(), PREFIX);

        assertEquals(new NutEnvironment(Path.of("/opt/ups/etc"), Path.of("/var/state/ups"), Path.of("/run"), Path.of("/var/state/ups"), 0),
            environment);
    }

    @Test
    void pidFilesFollowTheStatePath() {
        NutEnvironment environment = NutEnvironment.of(Map.of("NUT_STATEPATH", "/tmp/s"), PREFIX);

        assertEquals(Path.of("/tmp/s"), environment.statePath());
        assertEquals(Path.of("/tmp/s"), environment.altPidPath());
        assertEquals(Path.of("/tmp/s"), environment.pidPath());
    }

    @Test
    void everyVariableCounts() {
        NutEnvironment environment = NutEnvironment.of(Map.of("NUT_CONFPATH", "/c", "NUT_STATEPATH", "/s", "NUT_PIDPATH", "/p",
            "NUT_ALTPIDPATH", "/a", "NUT_DEBUG_LEVEL", "3"), PREFIX);

        assertEquals(new NutEnvironment(Path.of("/c"), Path.of("/s"), Path.of("/p"), Path.of("/a"), 3), environment);
    }

    @Test
    void aDebugLevelThatIsNoNumberIsNone() {
        assertEquals(0, NutEnvironment.of(Map.of("NUT_DEBUG_LEVEL", "much"), PREFIX).debugLevel());
        assertEquals(0, NutEnvironment.of(Map.of("NUT_DEBUG_LEVEL", "-2"), PREFIX).debugLevel());
    }

    @Test
    void aPathInAJailIsReachedFromOutside() {
        assertEquals(Path.of("/chroot/nut/var/state/ups"), NutEnvironment.enter(Path.of("/chroot/nut"), Path.of("/var/state/ups")));
    }
}
