package nut.upsmon.notify;

import java.util.Set;
import nut.common.conf.NotifyFlag;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads frames until the watcher is gone, and does with each what NOTIFYFLAG says. The message comes from this process's own
 * configuration; the pipe only says which one.
 */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFO = 6;

    private final UpsmonConf conf;
    private final int pipe;
    private final Commands commands;

    /** A notifier for a configuration, reading from a descriptor. */
    public Notifier(UpsmonConf conf, int pipe) {
        this(conf, pipe, new Commands(Commands.Limits.USUAL));
    }

    Notifier(UpsmonConf conf, int pipe, Commands commands) {
        this.conf = conf;
        this.pipe = pipe;
        this.commands = commands;
    }

    /**
     * Runs until the pipe ends.
     *
     * @throws BadFrame when something else than a frame comes
     */
    public void run() throws PosixException, BadFrame {
        try {
            for (byte[] header = read(Frame.HEADER); header != null; header = read(Frame.HEADER)) {
                byte[] rest = read(Frame.length(header) + 1);
                if (rest == null) {
                    throw new BadFrame("the pipe ends inside a frame");
                }
                take(Frame.of(header, rest));
            }
        } finally {
            commands.leave();
        }
    }

    /** The parent has died, and with it the watcher. Nobody else is left to say so. */
    public void tellOfParentsDeath() {
        take(Frame.of(NotifyType.NOPARENT, ""));
        commands.leave();
    }

    private byte[] read(int count) throws PosixException, BadFrame {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            int got = FileDescriptors.read(pipe, bytes, have);
            if (got == 0) {
                if (have > 0) {
                    throw new BadFrame("the pipe ends inside a frame");
                }
                return null;
            }
            have += got;
        }
        return bytes;
    }

    private void take(Frame frame) {
        if (frame.isLog()) {
            log(frame.type() - Frame.LOG, frame.name());
            return;
        }
        NotifyType type = NotifyType.values()[frame.type()];
        String message = frame.filledInto(conf.notifyMessages().get(type));
        Set<NotifyFlag> flags = conf.notifyFlags().get(type);
        if (flags.contains(NotifyFlag.SYSLOG)) {
            LOG.info("{}", message);
        }
        if (flags.contains(NotifyFlag.WALL)) {
            commands.take(new Command("wall", type, frame.ups(), "printf '%s\\n' \"$1\" | wall", message));
        }
        if (flags.contains(NotifyFlag.EXEC) && conf.notifyCmd().isPresent()) {
            commands.take(new Command("NOTIFYCMD", type, frame.ups(), conf.notifyCmd().get() + " \"$1\"", message));
        }
    }

    private static void log(int severity, String line) {
        if (severity <= ERROR) {
            LOG.error("{}", line);
        } else if (severity <= WARNING) {
            LOG.warn("{}", line);
        } else if (severity <= INFO) {
            LOG.info("{}", line);
        } else {
            LOG.debug("{}", line);
        }
    }
}
