package nut.common.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever started this process how it stands: the starter of a background start through a pipe (its number in NUT_READY_FD), and
 * systemd through its notify socket (sd_notify(3), NOTIFY_SOCKET).
 */
public final class Readiness {
    static final String READY_FD = "NUT_READY_FD";
    static final String READY = "READY\n";

    /** System property with the descriptor of a socket that is already connected, for a process in a chroot. */
    static final String NOTIFY_FD = "nut.notify.fd";
    private static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";

    private final String notifySocket;
    private final UnixDatagram connected;
    private int pipe;

    private Readiness(int pipe, String notifySocket, UnixDatagram connected) {
        this.pipe = pipe;
        this.notifySocket = notifySocket;
        this.connected = connected;
    }

    /** As the environment of this process says. */
    public static Readiness current() {
        return of(System.getenv(), Integer.getInteger(NOTIFY_FD, -1));
    }

    /** Whether a starter waits for this process's word. */
    static boolean isAwaited() {
        return System.getenv(READY_FD) != null;
    }

    static Readiness of(Map<String, String> environment, int notifyFd) {
        int pipe = FileDescriptors.named(environment, READY_FD);
        if (pipe >= 0) {
            try {
                FileDescriptors.closeOnExec(pipe, true);
            } catch (PosixException notOurs) {
                pipe = -1;
            }
        }
        return new Readiness(pipe, environment.getOrDefault(NOTIFY_SOCKET, ""), notifyFd < 0 ? null : UnixDatagram.of(notifyFd));
    }

    /**
     * Prepares this process for a chroot and an exec: the starter's pipe is passed on, and systemd's socket, which cannot be found from
     * inside.
     *
     * @return the descriptor of a socket that {@link #NOTIFY_FD} is to name; -1 for none
     */
    static int passOn(Map<String, String> environment) {
        int pipe = FileDescriptors.named(environment, READY_FD);
        String socket = environment.getOrDefault(NOTIFY_SOCKET, "");
        try {
            if (pipe >= 0) {
                FileDescriptors.closeOnExec(pipe, false);
            }
            if (socket.isEmpty()) {
                return -1;
            }
            int descriptor = UnixDatagram.connect(socket).descriptor();
            FileDescriptors.closeOnExec(descriptor, false);
            return descriptor;
        } catch (PosixException unheard) {
            System.err.println("systemd (NOTIFY_SOCKET) will not learn when this program serves: " + unheard.getMessage());
            return -1;
        }
    }

    /** The service is up. */
    public void ready() {
        toStarter(READY);
        notify("READY=1");
    }

    /** The service cannot be had, and why; for the starter to print. */
    public void failed(String reason) {
        toStarter(reason.replace('\n', ' ') + "\n");
        notify("STATUS=" + reason.replace('\n', ' '));
    }

    /** The configuration is being read again; {@link #ready} says when that is done. */
    public void reloading() {
        notify("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** The end has begun. */
    public void stopping() {
        notify("STOPPING=1");
    }

    private void toStarter(String text) {
        if (pipe < 0) {
            return;
        }
        try {
            FileDescriptors.write(pipe, text.getBytes(StandardCharsets.UTF_8));
        } catch (PosixException starterGone) {
            LoggerFactory.getLogger(Readiness.class).debug("nobody waits for this start any more: {}", starterGone.getMessage());
        }
        FileDescriptors.close(pipe);
        pipe = -1;
    }

    private void notify(String message) {
        byte[] datagram = message.getBytes(StandardCharsets.UTF_8);
        try {
            if (connected != null) {
                connected.send(datagram);
            } else if (!notifySocket.isEmpty()) {
                try (UnixDatagram socket = UnixDatagram.connect(notifySocket)) {
                    socket.send(datagram);
                }
            }
        } catch (PosixException unheard) {
            LoggerFactory.getLogger(Readiness.class).debug("systemd cannot be told '{}': {}", message, unheard.getMessage());
        }
    }
}
