package nut.upsmon.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import nut.common.conf.NotifyType;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final Frame FRAME = Frame.of(NotifyType.ONBATT, "su700@localhost");

    @Test
    void whatIsWrittenIsReadAgain() throws BadFrame {
        byte[] bytes = FRAME.bytes();

        Frame read = parse(bytes);

        assertEquals(FRAME, read);
    }

    @Test
    void eachByteOfTheEnvelopeIsVerified() {
        byte[] bytes = FRAME.bytes();

        for (int at : new int[] {0, 1, 2, bytes.length - 1}) {
            byte[] bad = bytes.clone();
            bad[at] = (byte) 0x7F;
            assertThrows(BadFrame.class, () -> parse(bad), "byte " + at);
        }
    }

    @Test
    void controlCharactersInANameAreRefused() {
        byte[] bytes = FRAME.bytes();
        bytes[Frame.HEADER + 1] = '\n';

        assertThrows(BadFrame.class, () -> parse(bytes));
    }

    @Test
    void anAlarmsDetailGoesWithTheUpsAndIntoTheSecondPlaceOfTheMessage() throws BadFrame {
        Frame read = parse(Frame.of(NotifyType.ALARM, "su700@localhost", "Too\nhot %s!").bytes());

        assertEquals("su700@localhost", read.ups());
        assertEquals("UPS su700@localhost has alarms: [Too hot %s!]", read.filledInto("UPS %s has alarms: [%s]"));
        assertEquals("su700@localhost!", read.filledInto("%s!"));
        assertEquals("none", read.filledInto("none"));
    }

    @Test
    void aDetailWithoutAnythingToSayLeavesItsPlaceEmpty() throws BadFrame {
        Frame read = parse(Frame.of(NotifyType.ALARM, "su700", "").bytes());

        assertEquals("su700: []", read.filledInto("%s: [%s]"));
    }

    @Test
    void aDetailIsRefusedWhereNoneBelongsAndASecondOneToo() {
        byte[] online = Frame.of(NotifyType.ONLINE, "su700", "x").bytes();
        byte[] two = new Frame(NotifyType.OTHER.ordinal(), "su700\u001fx\u001fy").bytes();

        assertThrows(BadFrame.class, () -> parse(online));
        assertThrows(BadFrame.class, () -> parse(two));
    }

    private static Frame parse(byte[] bytes) throws BadFrame {
        byte[] header = Arrays.copyOf(bytes, Frame.HEADER);
        int length = Frame.length(header);
        if (bytes.length < Frame.HEADER + length + 1) {
            throw new BadFrame("short");
        }
        return Frame.of(header, Arrays.copyOfRange(bytes, Frame.HEADER, Frame.HEADER + length + 1));
    }
}
