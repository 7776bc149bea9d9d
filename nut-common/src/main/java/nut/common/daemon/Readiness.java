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

    private final String notifySocket;
    private int pipe;

    private Readiness(int pipe, String notifySocket) {
        this.pipe = pipe;
        this.notifySocket = notifySocket;
    }

    /** As the environment of this process says. */
    public static Readiness current() {
        return of(System.getenv());
    }

    static Readiness of(Map<String, String> environment) {
        int pipe = -1;
        try {
            pipe = Integer.parseInt(environment.getOrDefault(READY_FD, "-1"));
            if (pipe >= 0) {
                FileDescriptors.closeOnExec(pipe, true);
            }
        } catch (NumberFormatException | PosixException notOurs) {
            pipe = -1;
        }
        return new Readiness(pipe, environment.getOrDefault("NOTIFY_SOCKET", ""));
    }

    /** Whether a starter waits for this process's word. */
    public boolean isAwaited() {
        return pipe >= 0;
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
        if (notifySocket.isEmpty()) {
            return;
        }
        try (UnixDatagram socket = UnixDatagram.connect(notifySocket)) {
            socket.send(message.getBytes(StandardCharsets.UTF_8));
        } catch (PosixException unheard) {
            LoggerFactory.getLogger(Readiness.class).debug("systemd cannot be told '{}': {}", message, unheard.getMessage());
        }
    }
}
