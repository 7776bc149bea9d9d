package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.tls.ClientTls;

/**
 * Whole TLS handshakes, which cost upsd more than any other request, as fast as they go.
 *
 * @param clients how many at once
 */
record Handshakes(String name, int clients) implements Attack {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAUSE_MILLIS = 1;

    @Override
    public void on(InetSocketAddress server, Time time) {
        ClientTls tls = ClientTls.trustingAnyone(Optional.empty());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform().start(() -> shakeHands(server, tls, time)));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void shakeHands(InetSocketAddress server, ClientTls tls, Time time) {
        while (time.isLeft()) {
            try (NutConnection connection = NutConnection.open(server, PATIENCE)) {
                connection.startTls(tls, server.getHostString(), "");
            } catch (IOException | ErrorAnswer refused) {
                time.pass(PAUSE_MILLIS);
            }
        }
    }
}
