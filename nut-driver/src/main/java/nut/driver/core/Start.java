package nut.driver.core;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsSection;
import nut.common.daemon.DaemonOptions;

/**
 * How a driver is to be started as far as ups.conf says it: {@code user}, {@code group}, {@code chroot} and {@code debug_min}, in the UPS's
 * section or above all of them. The flags of the command line count more; a user or a root directory is for root to choose.
 */
public final class Start {
    private static final Complaints SILENT = new Complaints() {
        @Override
        public void warning(Position where, String what) {
            // The driver itself reads the file, and says it.
        }

        @Override
        public void error(Position where, String what) {
            // The driver itself reads the file, and says it.
        }
    };

    private Start() {
    }

    /**
     * The options, completed by the file.
     *
     * @param asRoot whether this process may choose; asked when the file has been read
     */
    public static DaemonOptions complete(DaemonOptions flags, Path file, String ups, BooleanSupplier asRoot) {
        if (flags.chroot().isPresent()) {
            return flags;
        }
        UpsConf conf = UpsConf.read(file, SILENT);
        UpsSection section = conf.section(ups).orElse(null);
        int minimum = value(conf, section, "debug_min").map(Integer::parseInt).orElse(0);
        int debug = minimum > 0 ? Math.max(flags.debug(), minimum) : flags.debug();
        if (!asRoot.getAsBoolean()) {
            return new DaemonOptions(flags.foreground(), flags.chroot(), flags.user(), flags.group(), debug);
        }
        return new DaemonOptions(flags.foreground(), conf.globalValue("chroot").map(Path::of),
            flags.user().or(() -> value(conf, section, "user")), flags.group().or(() -> value(conf, section, "group")), debug);
    }

    private static Optional<String> value(UpsConf conf, UpsSection section, String key) {
        Optional<String> own = section == null ? Optional.empty() : section.value(key);
        return own.isPresent() ? own : conf.globalValue(key);
    }
}
