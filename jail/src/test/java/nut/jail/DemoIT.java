package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo is the chain on the installed tree; it must see every step: in a real chroot when run by root. */
class DemoIT {
    @Test
    void theDemoSeesEveryStepOfAPowerFailure() throws IOException, InterruptedException {
        Path demo = Path.of(System.getProperty("nut.jail.folder"), "demo");

        Process process = new ProcessBuilder(demo.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        System.out.println(said);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("SHUTDOWNCMD ran once"), said);
    }
}
