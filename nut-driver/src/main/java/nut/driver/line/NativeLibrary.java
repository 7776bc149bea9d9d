package nut.driver.line;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Kill;
import nut.common.posix.SignalAction;

/**
 * jSerialComm's native half. In an installed tree it lies in the runtime's lib folder, and is taken from there: nothing is unpacked,
 * because a jail has no place for that. From a build tree the library unpacks itself into the temporary folder.
 *
 * <p>Loading it (2.11.4, JNI_OnLoad) sets SIGHUP, SIGUSR1 and others to be ignored, whatever handler was there, and the JVM refuses to
 * handle an ignored SIGHUP ever after. A daemon wants its signals, so what was there before is put back.
 */
final class NativeLibrary {
    private static final String PROPERTY = "jSerialComm.library.path";
    private static final String FILE = "libjSerialComm.so";

    private NativeLibrary() {
    }

    /** Loads the library, if it is not loaded yet. To be called before jSerialComm is touched. */
    static void load() {
        if (System.getProperty(PROPERTY) == null) {
            Path lib = NutEnvironment.runtime().resolve("lib");
            if (Files.exists(lib.resolve(FILE))) {
                System.setProperty(PROPERTY, lib.toString());
            }
        }
        List<SignalAction> daemons = Stream.of(Kill.SIGHUP, Kill.SIGUSR1).map(SignalAction::of).toList();
        try {
            SerialPort.getVersion();
        } catch (LinkageError missing) {
            throw new AdminFault("jSerialComm's native library cannot be loaded: put " + FILE + " into "
                + NutEnvironment.runtime() + "/lib, or name its folder by the property " + PROPERTY);
        } finally {
            daemons.forEach(SignalAction::restore);
        }
    }
}
