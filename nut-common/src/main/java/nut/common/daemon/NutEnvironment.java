package nut.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where things are, as NUT's environment variables say: a second instance for a test or a rehearsal is two variables away.
 *
 * @param confPath   configuration files; NUT_CONFPATH, otherwise {@code etc} of the installed tree
 * @param statePath  where driver and upsd meet; NUT_STATEPATH, otherwise /var/state/ups
 * @param pidPath    pid file of upsmon; NUT_PIDPATH, otherwise where those of drivers and upsd are if a variable says so, otherwise /run
 * @param altPidPath pid files of drivers and upsd; NUT_ALTPIDPATH, otherwise the state path
 * @param debugLevel NUT_DEBUG_LEVEL, otherwise 0
 */
public record NutEnvironment(Path confPath, Path statePath, Path pidPath, Path altPidPath, int debugLevel) {
    private static final String INSTALLED = "/usr/local/ups";

    /** As this process's environment says. */
    public static NutEnvironment current() {
        return of(System.getenv(), prefix());
    }

    /** As this process's environment says to a program that runs on another runtime. */
    public static NutEnvironment on(Path runtime) {
        return of(System.getenv(), prefix(runtime));
    }

    /** As a program in a jail sees it that was started from here, with the paths that lead there from outside. */
    public static NutEnvironment inside(Path jail) {
        Path outside = prefix();
        boolean same = Files.exists(enter(jail, outside.resolve("runtime/bin/java")));
        NutEnvironment seen = of(System.getenv(), same ? outside : Path.of(INSTALLED));
        return new NutEnvironment(enter(jail, seen.confPath()), enter(jail, seen.statePath()), enter(jail, seen.pidPath()),
            enter(jail, seen.altPidPath()), seen.debugLevel());
    }

    /** The path from outside to what a program in a jail calls so. */
    public static Path enter(Path jail, Path path) {
        return path.isAbsolute() ? jail.resolve(path.toString().substring(1)) : jail.resolve(path);
    }

    static NutEnvironment of(Map<String, String> variables, Path prefix) {
        Path state = Path.of(variables.getOrDefault("NUT_STATEPATH", "/var/state/ups"));
        Path altPid = Path.of(variables.getOrDefault("NUT_ALTPIDPATH", state.toString()));
        boolean elsewhere = variables.containsKey("NUT_ALTPIDPATH") || variables.containsKey("NUT_STATEPATH");
        return new NutEnvironment(Path.of(variables.getOrDefault("NUT_CONFPATH", prefix.resolve("etc").toString())), state,
            Path.of(variables.getOrDefault("NUT_PIDPATH", elsewhere ? altPid.toString() : "/run")), altPid,
            level(variables.getOrDefault("NUT_DEBUG_LEVEL", "0")));
    }

    /**
     * The runtime that this process runs on. Where the usual path leads to it through links, as in a jail, it goes by that path: the JVM
     * itself names the place where the links end.
     */
    public static Path runtime() {
        Path home = Path.of(System.getProperty("java.home"));
        Path usual = Path.of(INSTALLED, "runtime");
        try {
            return Files.isSameFile(usual, home) ? usual : home;
        } catch (IOException notThere) {
            return home;
        }
    }

    /** The tree that this runtime stands in, as {@code <tree>/runtime}; in a build tree, where the suite would be installed. */
    public static Path prefix() {
        return prefix(runtime());
    }

    private static Path prefix(Path home) {
        boolean installed = home.getFileName() != null && home.getFileName().toString().equals("runtime") && home.getParent() != null;
        return installed ? home.getParent() : Path.of(INSTALLED);
    }

    private static int level(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
