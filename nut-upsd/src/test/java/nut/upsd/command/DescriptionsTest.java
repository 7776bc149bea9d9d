package nut.upsd.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import nut.common.conf.CmdVarTab;
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
    void everyPhaseIsDescribedByOneLine() {
        assertEquals(Optional.of("Voltage of this phase of the input, in volts"), descriptions.variable("input.L1-N.voltage"));
        assertEquals(descriptions.variable("input.L3-L1.voltage"), descriptions.variable("input.L2.voltage"));
        assertEquals(Optional.of("Current of this phase of the bypass, in amperes"), descriptions.variable("input.bypass.N.current"));
        assertEquals(Optional.empty(), descriptions.variable("input.L4.voltage"));
    }

    @Test
    void everySettingOfADriverIsDescribed() {
        assertEquals(Optional.of("A setting of the driver, from ups.conf"), descriptions.variable("driver.parameter.ttyMode"));
        assertEquals(Optional.of("How the driver gets its values"), descriptions.variable("driver.parameter.mode"));
        assertEquals(Optional.of("A setting of the driver that is switched on in ups.conf"), descriptions.variable("driver.flag.nolock"));
        assertEquals(Optional.empty(), descriptions.variable("driver.flag."));
    }

    @Test
    void whatTheAdminSaysComesFirstInAnyCaseAndTheRestStays() {
        descriptions.overruledBy(new CmdVarTab(Map.of("ups.id", "Theirs", "outlet.2.status", "The lamp"), Map.of("load.off", "Do not")));

        assertEquals(Optional.of("Theirs"), descriptions.variable("UPS.id"));
        assertEquals(Optional.of("The lamp"), descriptions.variable("outlet.2.status"));
        assertEquals(Optional.of("Whether this outlet is on"), descriptions.variable("outlet.1.status"));
        assertEquals(Optional.of("Do not"), descriptions.command("load.off"));
        assertEquals(Optional.empty(), descriptions.command("ups.id"));
    }

    @Test
    void aNameOfTheOtherKindOrOfNoneHasNoDescription() {
        assertEquals(Optional.empty(), descriptions.command("battery.charge"));
        assertEquals(Optional.empty(), descriptions.variable("load.off"));
        assertEquals(Optional.empty(), descriptions.variable(""));
        assertEquals(Optional.empty(), descriptions.variable("outlet.1"));
    }
}
