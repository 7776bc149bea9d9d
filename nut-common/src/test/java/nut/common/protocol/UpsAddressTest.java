package nut.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsAddressTest {
    @ParameterizedTest
    @CsvSource({
        "su700,                      su700, localhost, 3493",
        "su700@box,                  su700, box,       3493",
        "fenton@bigbox:5678,         fenton, bigbox,   5678",
        "a@192.168.1.2:1,            a,     192.168.1.2, 1",
        "a@[::1],                    a,     ::1,       3493",
        "a@[fe80::1%eth0]:65535,     a,     fe80::1%eth0, 65535",
        "a@::1,                      a,     ::1,       3493"})
    void anAddressHasItsThreePartsAndStaysAsItWasWritten(String text, String ups, String host, int port) {
        UpsAddress address = UpsAddress.parse(text);

        assertEquals(ups, address.ups());
        assertEquals(host, address.host());
        assertEquals(port, address.port());
        assertEquals(text, address.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "@box,       has no UPS name",
        "'',         has no UPS name",
        "su700:3493, has a port but no host",
        "a@,         has no host",
        "a@:3493,    has no host",
        "a@box:,     has no port from 1 to 65535",
        "a@box:0,    has no port from 1 to 65535",
        "a@box:-1,   has no port from 1 to 65535",
        "a@box:+1,   has no port from 1 to 65535",
        "a@box:70000,has no port from 1 to 65535",
        "a@box:ssh,  has no port from 1 to 65535",
        "a@[::1,     has a [ without its ]",
        "a@[::1]x,   has no port from 1 to 65535"})
    void whatIsNoAddressSaysWhy(String text, String reason) {
        IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, () -> UpsAddress.parse(text));

        assertTrue(fault.getMessage().contains(reason), fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'', localhost, 3493", "box, box, 3493", "box:1, box, 1", "[::1]:2, ::1, 2"})
    void aServerAloneHasNoUps(String text, String host, int port) {
        UpsAddress address = UpsAddress.parseServer(text);

        assertEquals("", address.ups());
        assertEquals(host, address.host());
        assertEquals(port, address.port());
    }

    @Test
    void anAddressThatNobodyWroteIsWrittenInFull() {
        UpsAddress address = new UpsAddress("su700", "::1", 3493);

        assertEquals("su700@[::1]:3493", address.toString());
        assertEquals(address.port(), UpsAddress.parse(address.toString()).port());
    }
}
