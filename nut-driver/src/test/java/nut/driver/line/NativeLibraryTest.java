package nut.driver.line;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nut.common.daemon.Signals;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void theHandlersOfADaemonsSignalsOutliveTheLibrary() throws PosixException, InterruptedException {
        Semaphore hangUp = new Semaphore(0);
        Semaphore user = new Semaphore(0);
        Signals.on("HUP", hangUp::release);
        Signals.on("USR1", user::release);

        NativeLibrary.load();
        Kill.send(ProcessHandle.current().pid(), Kill.SIGHUP);
        Kill.send(ProcessHandle.current().pid(), Kill.SIGUSR1);

        assertTrue(hangUp.tryAcquire(10, TimeUnit.SECONDS));
        assertTrue(user.tryAcquire(10, TimeUnit.SECONDS));
    }
}
