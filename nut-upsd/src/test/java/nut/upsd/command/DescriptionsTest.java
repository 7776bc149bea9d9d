package nut.upsd.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
    private final Descriptions descriptions = new Descriptions();

    @Test
    void variablesAndCommandsAreDescribedInAnyCase() {
        assertEquals(Optional.of("Charge of the battery, in percent"), descriptions.variable("Battery.CHARGE"));
        assertEquals(Optional.of("Switch the load off now"), descriptions.command("load.off"));
    }

    @Test
    void everyOutletIsDescribedByOneLine() {
        assertEquals(Optional.of("Whether this outlet is on"), descriptions.variable("outlet.12.status"));
        assertEquals(Optional.of("Switch this outlet on now"), descriptions.command("outlet.3.load.on"));
    }

    @Test
    void aNameOfTheOtherKindOrOfNoneHasNoDescription() {
        assertEquals(Optional.empty(), descriptions.command("battery.charge"));
        assertEquals(Optional.empty(), descriptions.variable("load.off"));
        assertEquals(Optional.empty(), descriptions.variable(""));
        assertEquals(Optional.empty(), descriptions.variable("outlet.1"));
    }
}
