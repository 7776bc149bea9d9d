package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final long BYTE = Pace.WIRE.byteNanos();

    @Test
    void anAnswerTakesTheTimeOfItsBytes() {
        Wire wire = new Wire(Pace.WIRE);
        wire.answer(bytes("118.3\r\n"), 0);

        String spoken = speakUntil(wire, 7 * BYTE - 1);

        assertEquals("118.3\r", spoken);
        assertEquals(7 * BYTE, wire.nextSpokenNanos(7 * BYTE - 1));
    }

    @Test
    void lateServiceDoesNotDelayTheRestOfAnAnswer() {
        Wire wire = new Wire(Pace.WIRE);
        wire.answer(bytes("08\r\n"), 0);

        wire.nextSpokenNanos(0);
        String spoken = speakUntil(wire, 4 * BYTE);

        assertEquals("08\r\n", spoken);
    }

    @Test
    void anAlertTakesTheNextPlaceInsideAnAnswer() {
        Wire wire = new Wire(Pace.WIRE);
        wire.answer(bytes("118.3\r\n"), 0);
        String before = speakUntil(wire, 2 * BYTE);
        wire.alert((byte) '!', 2 * BYTE + 1);

        String after = speakUntil(wire, 9 * BYTE);

        assertEquals("11", before);
        assertEquals("8!.3\r\n", after);
    }

    @Test
    void anAlertDoesNotWaitForAUnitThatPausesBetweenItsBytes() {
        Wire wire = new Wire(Pace.UNIT);
        wire.answer(bytes("08\r\n"), 0);
        speakUntil(wire, 25_000_000);
        wire.alert((byte) '!', 25_000_000);

        String next = speakUntil(wire, 25_000_000 + BYTE);

        assertEquals("!", next);
    }

    @Test
    void answersNeverOverlap() {
        Wire wire = new Wire(Pace.WIRE);
        wire.answer(bytes("08\r\n"), 0);
        wire.answer(bytes("SM\r\n"), 1);

        String spoken = speakUntil(wire, 8 * BYTE);

        assertEquals("08\r\nSM\r\n", spoken);
    }

    @Test
    void aUnitQueuesOnlyAFewAnswers() {
        Wire wire = new Wire(Pace.WIRE);
        for (int i = 0; i < 4; i++) {
            assertTrue(wire.answer(bytes("NA\r\n"), 0));
        }

        assertFalse(wire.answer(bytes("NA\r\n"), 0));
    }

    @Test
    void aByteIsHeardWhenItsLastBitHasCome() {
        Wire wire = new Wire(Pace.WIRE);

        wire.hear((byte) 'Y', 1000);
        wire.hear((byte) 'Q', 1000);

        assertEquals(1000 + BYTE, wire.nextHeardNanos());
        assertEquals('Y', wire.takeHeard());
        assertEquals(1000 + 2 * BYTE, wire.nextHeardNanos());
    }

    private static String speakUntil(Wire wire, long now) {
        StringBuilder spoken = new StringBuilder();
        while (wire.spokenBy(now)) {
            spoken.append((char) wire.takeSpoken());
        }
        return spoken.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
