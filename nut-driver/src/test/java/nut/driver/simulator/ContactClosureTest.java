package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContactClosureTest {
    private final ContactsOnTheBench contacts = new ContactsOnTheBench("940-0020B");

    @Test
    void theLinesShowTheStateOnceTheCableHasPower() {
        contacts.mains(false);
        boolean unpowered = contacts.isHigh("CTS");

        contacts.set("RTS", true);
        boolean onBattery = contacts.isHigh("CTS");
        boolean low = contacts.isHigh("DCD");
        contacts.exhaustBattery();

        assertFalse(unpowered);
        assertTrue(onBattery);
        assertFalse(low);
        assertTrue(contacts.isHigh("DCD"));
    }

    @Test
    void theLoadIsCutWhenTheShutdownLineIsHeldOnBattery() {
        contacts.set("RTS", true);
        contacts.mains(false);

        contacts.set("DTR", true);
        contacts.pass(0.9);
        boolean held = contacts.feedsLoad();
        contacts.pass(0.2);

        assertTrue(held);
        assertFalse(contacts.feedsLoad());
        assertFalse(contacts.isHigh("DCD"));
    }

    @Test
    void aPulseThatIsTooShortCutsNothing() {
        contacts.mains(false);

        contacts.set("DTR", true);
        contacts.pass(0.5);
        contacts.set("DTR", false);
        contacts.pass(10);

        assertTrue(contacts.feedsLoad());
    }

    @Test
    void theShutdownLineDoesNothingOnMainsUntilTheMainsFails() {
        contacts.set("DTR", true);
        contacts.pass(60);
        boolean onMains = contacts.feedsLoad();

        contacts.mains(false);
        contacts.pass(1.1);

        assertTrue(onMains);
        assertFalse(contacts.feedsLoad());
    }

    @Test
    void theLoadReturnsWithTheMains() {
        contacts.mains(false);
        contacts.set("DTR", true);
        contacts.pass(2);
        contacts.set("DTR", false);

        contacts.mains(true);
        contacts.pass(5);

        assertTrue(contacts.feedsLoad());
    }

    @Test
    void eachCableHasItsOwnLines() {
        ContactsOnTheBench other = new ContactsOnTheBench("940-0095A");
        other.set("DTR", true);
        other.mains(false);

        boolean ring = other.isHigh("RNG");
        other.set("RTS", true);
        other.pass(1.1);

        assertTrue(ring);
        assertFalse(other.feedsLoad());
    }

    @Test
    void aLineOfTheUpsCannotBeSet() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> contacts.set("CTS", true));

        assertEquals("CTS is the UPS's line; the computer's are DTR and RTS", refused.getMessage());
    }
}
