package nut.common.log;

import java.util.Map;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;

/**
 * The socket to the system's log daemon that a daemon in a jail is started with, since the daemon's name is not in there. Its number stands
 * in NUT_LOG_FD.
 */
public final class LogSocket {
    /** The variable of the environment that has the descriptor's number. */
    public static final String VARIABLE = "NUT_LOG_FD";
    static final String DEVICE = "/dev/log";

    private LogSocket() {
    }

    /** Connects while the name can be found. Returns the descriptor, or -1 when no log daemon listens. */
    public static int open() {
        try {
            return FileDescriptors.aboveStandard(UnixDatagram.connect(DEVICE).descriptor());
        } catch (PosixException nobodyListens) {
            return -1;
        }
    }

    /** Has this process's own log socket, if it was given one, stay open over the exec that it is about to do. */
    public static void passOn(Map<String, String> environment) {
        mark(FileDescriptors.named(environment, VARIABLE), false);
    }

    /** What this process was given, or null. */
    static UnixDatagram handedOver(Map<String, String> environment) {
        int descriptor = FileDescriptors.named(environment, VARIABLE);
        return mark(descriptor, true) ? UnixDatagram.of(descriptor) : null;
    }

    private static boolean mark(int descriptor, boolean closeOnExec) {
        try {
            if (descriptor >= 0) {
                FileDescriptors.closeOnExec(descriptor, closeOnExec);
                return true;
            }
        } catch (PosixException notOpen) {
            // A variable that somebody has left in the environment; the name is tried instead.
            return false;
        }
        return false;
    }
}
