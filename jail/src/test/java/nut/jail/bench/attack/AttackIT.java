package nut.jail.bench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installed upsd, with the small heap that it has there, outlives a crowd. */
@Timeout(180)
class AttackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ATTACK_NANOS = 8_000_000_000L;

    @TempDir
    private Path work;

    @Test
    void moreClientsThanFilesMayBeOpenCostNeitherTheDriverNorThoseWhoWereThere() throws IOException, ErrorAnswer, InterruptedException {
        try (Victim victim = new Victim(Path.of(System.getProperty("nut.tree")), work);
            NutConnection honest = NutConnection.open(victim.address(), PATIENCE)) {
            Thread attack = attack(new Once("crowd", 5000, new byte[0]), victim);
            while (attack.isAlive()) {
                assertEquals("OL", honest.variable(Victim.UPS, "ups.status"));
            }
            attack.join();

            Await.until("a new client is served", 30, () -> statusForANewClient(victim).equals("OL"));
            assertTrue(victim.logLines() < 10, victim.logLines() + " lines");
        }
    }

    @Test
    void halfRequestsOfThousandsOfClientsDoNotFillItsMemory() throws IOException, ErrorAnswer, InterruptedException {
        byte[] half = ("x".repeat(500) + " ").repeat(32).getBytes(StandardCharsets.US_ASCII);
        try (Victim victim = new Victim(Path.of(System.getProperty("nut.tree")), work);
            NutConnection honest = NutConnection.open(victim.address(), PATIENCE)) {
            Thread attack = attack(new Once("half requests", 3000, half), victim);
            while (attack.isAlive()) {
                assertEquals("OL", honest.variable(Victim.UPS, "ups.status"));
            }
            attack.join();

            assertTrue(victim.lives());
            Await.until("a new client is served", 30, () -> statusForANewClient(victim).equals("OL"));
        }
    }

    private static Thread attack(Attack attack, Victim victim) {
        return Thread.ofPlatform().start(() -> {
            try {
                attack.on(victim.address(), new Time(ATTACK_NANOS));
            } catch (IOException e) {
                throw new AssertionError(attack.name(), e);
            }
        });
    }

    private static String statusForANewClient(Victim victim) throws IOException, ErrorAnswer {
        try (NutConnection connection = NutConnection.open(victim.address(), Duration.ofSeconds(2))) {
            return connection.variable(Victim.UPS, "ups.status");
        }
    }
}
