package nut.upsdrvctl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import nut.common.AdminFault;
import nut.common.conf.Setting;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsSection;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.Startable;

/**
 * One section of ups.conf as this program sees it.
 *
 * @param ups           the UPS's name
 * @param program       the driver's name
 * @param folder        driverpath: where the driver's program is, if it is not one of this tree's
 * @param pidFile       the pid file, seen from here
 * @param order         sdorder: the lower, the earlier is the power cut; below 0, never
 * @param attempts      maxretry: how often the start is tried
 * @param betweenTries  retrydelay
 * @param startDeadline maxstartdelay: how long a start may take
 */
record Driver(String ups, String program, Optional<Path> folder, Path pidFile, int order, int attempts, Duration betweenTries,
    Duration startDeadline) {

    private static final String MAIN_CLASS = "nut.driver.Main";
    private static final int ATTEMPTS = 1;
    private static final int RETRY_DELAY_SECONDS = 5;
    private static final int START_DELAY_SECONDS = 75;
    /** What maxstartdelay = 0 means, as in NUT: no end to it. */
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    static Driver of(UpsConf conf, UpsSection section, Path pidDirectory) {
        int delay = number(conf, section, "maxstartdelay", START_DELAY_SECONDS);
        Optional<Path> folder = section.value("driverpath").or(() -> conf.globalValue("driverpath")).map(Path::of);
        return new Driver(section.name(), section.driver(), folder, pidDirectory.resolve(section.driver() + "-" + section.name() + ".pid"),
            section.integer("sdorder", 0), Math.max(1, number(conf, section, "maxretry", ATTEMPTS)),
            Duration.ofSeconds(number(conf, section, "retrydelay", RETRY_DELAY_SECONDS)),
            delay == 0 ? FOR_EVER : Duration.ofSeconds(delay));
    }

    /** The section's own setting, or the one above all sections. */
    private static int number(UpsConf conf, UpsSection section, String name, int otherwise) {
        Setting global = conf.global().get(name);
        return section.integer(name, global == null ? otherwise : Integer.parseInt(global.value()));
    }

    /** The command that runs it, with more flags. */
    List<String> command(Request request, String... flags) {
        List<String> arguments = arguments(request, flags);
        if (folder.isPresent()) {
            arguments.addFirst(folder.get().resolve(program).toString());
            return arguments;
        }
        return JavaCommand.of(program, MAIN_CLASS, arguments);
    }

    /**
     * Confines this process as the driver is to be, for ever.
     *
     * @param child whether the driver goes on as another process than this one
     * @return the command that starts the driver from here; empty when it must be started by a process of its own, and nothing was confined
     * @throws AdminFault when that fails; nothing else can be started then
     */
    Optional<List<String>> confineHere(Request request, boolean child, String... flags) {
        if (folder.isEmpty()) {
            for (Startable each : ServiceLoader.load(Startable.class)) {
                if (each.isNamed(program)) {
                    return Optional.of(each.confine(program, arguments(request, flags), child));
                }
            }
        }
        return Optional.empty();
    }

    private List<String> arguments(Request request, String... flags) {
        List<String> arguments = new ArrayList<>(List.of(flags));
        if (request.passDebug() && request.debug() > 0) {
            arguments.add("-" + "D".repeat(request.debug()));
        }
        request.chroot().ifPresent(directory -> arguments.addAll(List.of("-r", directory.toString())));
        request.user().ifPresent(user -> arguments.addAll(List.of("-u", user)));
        arguments.addAll(List.of("-a", ups));
        return arguments;
    }

    @Override
    public String toString() {
        return "UPS " + ups + ": " + program;
    }
}
