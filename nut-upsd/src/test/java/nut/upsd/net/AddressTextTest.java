package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::", "2001:db8::1", "fe80::1:2:3:4", "2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1",
        "1:0:0:2::", "ff02::1:ff00:0", "1:2:3:4:5:6:7:8"})
    void anAddressIsWrittenAsInetNtopWritesIt(String text) throws UnknownHostException {
        assertEquals(text, AddressText.of(InetAddress.getByName(text)));
    }
}
