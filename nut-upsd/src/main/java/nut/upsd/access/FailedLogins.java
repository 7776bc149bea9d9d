package nut.upsd.access;

import java.time.Duration;
import java.util.LinkedHashMap;

/**
 * Who has given wrong passwords lately, and how long the next such client from there waits for its refusal. The first
 * {@value #AT_ONCE} wait for nothing, as with NUT, so that a typing error costs nobody anything; the next waits a second, each
 * further one twice as long, up to {@value #LONGEST_SECONDS} s. Five minutes without a failure, and all is forgotten. A right
 * password in between changes nothing: who has one may not use it to guess another. Of {@value #MOST_NETWORKS} networks the one
 * that failed longest ago makes room. Owned by the event loop.
 */
public final class FailedLogins {
    private static final int AT_ONCE = 5;
    private static final int LONGEST_SECONDS = 16;
    private static final int MOST_NETWORKS = 4096;
    private static final int STEPS = 5;
    private static final long QUIET_NANOS = Duration.ofMinutes(5).toNanos();

    private final LinkedHashMap<ClientNetwork, Failures> known = new LinkedHashMap<>();

    private record Failures(int count, long lastNanos) {
    }

    /**
     * Somebody gave a wrong password.
     *
     * @param nowNanos the time of the loop's pass
     * @return how long it is to wait for its refusal
     */
    public Duration failed(ClientNetwork from, long nowNanos) {
        Failures before = known.remove(from);
        boolean forgotten = before == null || nowNanos - before.lastNanos >= QUIET_NANOS;
        int count = forgotten ? 1 : Math.min(before.count + 1, AT_ONCE + STEPS);
        known.put(from, new Failures(count, nowNanos));
        if (known.size() > MOST_NETWORKS) {
            known.pollFirstEntry();
        }
        return count <= AT_ONCE ? Duration.ZERO : Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1 << count - AT_ONCE - 1));
    }

    int size() {
        return known.size();
    }
}
