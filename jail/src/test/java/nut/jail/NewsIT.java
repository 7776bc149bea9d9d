package nut.jail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import nut.common.posix.Credentials;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsNews;
import nut.common.protocol.UpsNews.ValueChanged;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the UPS reaches a client that listens, through the installed newapc and upsd. */
@Timeout(180)
class NewsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SPEED = 20;

    @TempDir
    private Path folder;

    @Test
    void aClientThatListensHearsOfThePowerFailureAndOfItsEndWithoutAsking() throws IOException, InterruptedException, ErrorAnswer {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Layout layout = new Layout(Path.of(System.getProperty("nut.tree")), folder, Credentials.isRoot(), FreePort.find(), SPEED);
        try (Chain chain = Chain.start(layout); NutConnection client = NutConnection.open("127.0.0.1", layout.port(), PATIENCE)) {
            assertTrue(client.subscribe(Layout.UPS, "ups.status"), "upsd has news");
            assertTrue(client.variables(Layout.UPS).get("ups.status").startsWith("OL"), "the power is there");

            chain.tell("mains off");
            hear(client, "OB");
            chain.tell("mains on");
            hear(client, "OL");
        }
    }

    /** Takes news until the status begins so; one that does not come in time fails. */
    private static void hear(NutConnection client, String wanted) throws IOException {
        UpsNews news;
        do {
            news = client.nextNews(PATIENCE).orElseThrow(() -> new AssertionError("no news of " + wanted));
        } while (!(news instanceof ValueChanged status) || !status.value().startsWith(wanted));
    }
}
