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
    void aHandlerOfTheHangUpSignalOutlivesTheLibrary() throws PosixException, InterruptedException {
        Semaphore heard = new Semaphore(0);
        Signals.on("HUP", heard::release);

        NativeLibrary.load();
        Kill.send(ProcessHandle.current().pid(), Kill.SIGHUP);

        assertTrue(heard.tryAcquire(10, TimeUnit.SECONDS));
    }
}
