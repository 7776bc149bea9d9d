package nut.driver.line;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where jSerialComm finds its native half. In an installed tree it lies in the runtime's lib folder, and is taken from there: nothing is
 * unpacked, because a jail has no place for that. From a build tree the library unpacks itself into the temporary folder.
 *
 * <p>Loading it has a side effect that matters to a daemon: it sets SIGHUP, SIGUSR1, SIGUSR2, SIGCONT, SIGIO, SIGTTIN and SIGTTOU to be
 * ignored, over any handler that was there. So it is to be loaded before signal handlers are installed.
 */
public final class NativeLibrary {
    private static final String PROPERTY = "jSerialComm.library.path";
    private static final String FILE = "libjSerialComm.so";

    private NativeLibrary() {
    }

    /** Says where the library is, unless the admin did. To be called before jSerialComm is touched. */
    static void locate() {
        if (System.getProperty(PROPERTY) == null) {
            Path lib = Path.of(System.getProperty("java.home"), "lib");
            if (Files.exists(lib.resolve(FILE))) {
                System.setProperty(PROPERTY, lib.toString());
            }
        }
    }

    /** Loads the library now, rather than when the first port is opened. */
    public static void load() {
        locate();
        SerialPort.getVersion();
    }
}
