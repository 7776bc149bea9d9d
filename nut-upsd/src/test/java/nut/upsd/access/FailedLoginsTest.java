package nut.upsd.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ClientNetwork HERE = ClientNetwork.of("192.0.2.1");
    private static final ClientNetwork THERE = ClientNetwork.of("192.0.2.2");

    private final FailedLogins failures = new FailedLogins();

    @Test
    void theFirstAreRefusedAtOnceAndTheNextEverLaterUpToABound() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            seconds.add(failures.failed(HERE, i * SECOND).toSeconds());
        }

        assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 16L, 16L), seconds);
    }

    @Test
    void whoFailsElsewhereIsAnotherMatter() {
        failures(HERE, 6, 0);

        assertEquals(0, failures.failed(THERE, 0).toSeconds());
    }

    @Test
    void afterFiveQuietMinutesAllIsForgotten() {
        failures(HERE, 9, 0);

        assertEquals(16, failures.failed(HERE, 299 * SECOND).toSeconds());
        assertEquals(0, failures.failed(HERE, (299 + 300) * SECOND).toSeconds());
    }

    @Test
    void ofManyNetworksTheOneThatFailedLongestAgoMakesRoom() {
        failures(HERE, 6, 0);
        failures(THERE, 6, 0);
        for (int i = 0; i < 4095; i++) {
            failures.failed(ClientNetwork.of("10.1." + i / 256 + "." + i % 256), SECOND);
        }

        assertEquals(4096, failures.size());
        assertEquals(2, failures.failed(THERE, SECOND).toSeconds());
        assertEquals(0, failures.failed(HERE, SECOND).toSeconds());
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOneClient() {
        assertEquals(ClientNetwork.of("2001:db8:1:2::1"), ClientNetwork.of("2001:db8:1:2:3:4:5:6"));
        assertEquals("20010db800010002", ClientNetwork.of("2001:db8:1:2::1").text());
        assertEquals("192.0.2.1", ClientNetwork.of("192.0.2.1").text());
    }

    private void failures(ClientNetwork from, int count, long nanos) {
        for (int i = 0; i < count; i++) {
            failures.failed(from, nanos);
        }
    }
}
