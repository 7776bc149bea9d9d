package nut.common.daemon;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that all daemons of the suite share, as NUT's manual pages have them. For picocli's {@code @Mixin}. */
public final class DaemonFlags {
    @Option(names = "-F", description = "stay in the foreground")
    private boolean[] foreground = {};
    @Option(names = "-B", description = "go to the background even when debugging")
    private boolean background;
    @Option(names = "-D", description = "say more; may be repeated; stays in the foreground")
    private boolean[] debug = {};
    @Option(names = "-r", paramLabel = "DIR", description = "chroot into this directory first")
    private Path chroot;
    @Option(names = "-u", paramLabel = "USER", description = "become this user; a name, or numbers such as 64001:64000")
    private String user;
    @Option(names = "-g", paramLabel = "GROUP", description = "become this group")
    private String group;

    /** For picocli. */
    public DaemonFlags() {
    }

    /** What the flags ask for; NUT_DEBUG_LEVEL counts where no -D is given. */
    public DaemonOptions options(NutEnvironment environment) {
        int level = debug.length > 0 ? debug.length : environment.debugLevel();
        return new DaemonOptions(foreground.length > 0 || debug.length > 0 && !background, Optional.ofNullable(chroot),
            Optional.ofNullable(user), Optional.ofNullable(group), level);
    }

    /** How often -F was given. */
    public int foregroundCount() {
        return foreground.length;
    }
}
