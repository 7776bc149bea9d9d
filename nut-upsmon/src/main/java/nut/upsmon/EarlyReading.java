package nut.upsmon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf;

/** upsmon.conf, read before there is a log to complain in: what is wrong in it is kept until somebody listens. */
final class EarlyReading implements Complaints {
    private final List<Consumer<Complaints>> kept = new ArrayList<>();
    private UpsmonConf conf;
    private AdminFault unreadable;

    private EarlyReading() {
    }

    /** Reads the file, and throws nothing yet. */
    static EarlyReading of(Path file) {
        EarlyReading reading = new EarlyReading();
        try {
            reading.conf = UpsmonConf.read(file, reading);
        } catch (AdminFault fault) {
            reading.unreadable = fault;
        }
        return reading;
    }

    /**
     * What stands in the file.
     *
     * @throws AdminFault if it cannot be read
     */
    UpsmonConf conf() {
        if (unreadable != null) {
            throw unreadable;
        }
        return conf;
    }

    /** The same, for who takes the complaints, in their order. */
    UpsmonConf conf(Complaints listener) {
        kept.forEach(complaint -> complaint.accept(listener));
        kept.clear();
        return conf();
    }

    @Override
    public void warning(Position where, String what) {
        kept.add(listener -> listener.warning(where, what));
    }

    @Override
    public void error(Position where, String what) {
        kept.add(listener -> listener.error(where, what));
    }
}
