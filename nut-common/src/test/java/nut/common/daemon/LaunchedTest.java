package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchedTest {
    @Test
    void aLauncherOfTheJailPutsItsOwnPathFirst() {
        assertEquals(List.of("-a", "su700"), Launched.arguments(true, "/usr/local/ups/bin/newapc", "-a", "su700"));
    }

    @Test
    void everybodyElseGivesWhatWasTyped() {
        assertEquals(List.of("-a", "su700"), Launched.arguments(false, "-a", "su700"));
    }

    @Test
    void aLauncherWithNothingBehindItIsNoFault() {
        assertEquals(List.of(), Launched.arguments(true));
    }
}
