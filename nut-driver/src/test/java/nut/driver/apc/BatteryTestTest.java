package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A UPS on battery for a test says so by G, not by Q. */
class BatteryTestTest {
    private static ScriptedUps unit() {
        return new ScriptedUps().tells("VGWD b50.9.D").says("a", "3.!$%+?=#|.GQVYb\r\n").says("G", "S\r\n");
    }

    private static void goesTo(Rig rig, String alert, String status) throws IOException {
        rig.ups.says("Q", status + "\r\n").sends(alert, 0);
        rig.ups.pass(0.1);
        rig.driver.listen();
    }

    @Test
    void aTransferForATestIsShownWhileItLasts() throws IOException {
        Rig rig = Rig.attached(unit());
        goesTo(rig, "!", "10");
        rig.poll();
        String during = rig.value("ups.status");
        goesTo(rig, "$", "08");
        rig.poll();

        assertEquals("OB TEST", during);
        assertEquals("OL", rig.value("ups.status"));
    }

    @Test
    void aFailureAfterATestIsNoTestEvenBeforeItsReasonIsRead() throws IOException {
        Rig rig = Rig.attached(unit());
        goesTo(rig, "!", "10");
        rig.poll();
        goesTo(rig, "$", "08");
        rig.poll();
        goesTo(rig, "!", "10");
        String before = rig.value("ups.status");
        rig.ups.says("G", "R\r\n");
        rig.poll();

        assertEquals("OB", before);
        assertEquals("OB", rig.value("ups.status"));
    }
}
