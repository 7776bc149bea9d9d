package nut.jail;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill beside a running chain of the installed tree. */
@Timeout(180)
class DrillIT {
    private static final int SPEED = 20;
    private static final int SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    void aChainThatIsWellPassesTheDrillAndStaysUp() throws IOException, InterruptedException {
        assumeTrue(Credentials.isRoot(), "a parent that is not root's is a fault of its own");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Layout layout = new Layout(Path.of(System.getProperty("nut.tree")), folder, true, FreePort.find(), SPEED);
        try (Chain chain = Chain.start(layout)) {
            Await.until("upsmon is logged in", SECONDS, () -> chain.logins() == 1);
            String said = chain.run("sbin/upsmon", "--drill");

            assertTrue(said.contains("All is well. Nothing was changed."), said);
            assertTrue(said.contains("this machine would wait for 0 secondaries"), said);
            assertTrue(chain.upsmon().isAlive());
            assertFalse(Files.exists(layout.shutDown()));
        }
    }
}
