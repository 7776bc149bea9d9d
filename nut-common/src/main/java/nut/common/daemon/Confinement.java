package nut.common.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nut.common.AdminFault;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.log.LogSocket;
import nut.common.posix.Chroot;
import nut.common.posix.CloseOnExec;
import nut.common.posix.Credentials;
import nut.common.posix.Exec;
import nut.common.posix.PosixException;
import nut.common.posix.UserId;
import nut.common.posix.Users;

/**
 * Enters the chroot and drops to the user that the flags name, gives up what the program's policy leaves out, then goes on as the runtime
 * found inside: what runs in the jail comes from the jail, and no memory of root's process is left. The program that goes on is told so by
 * a property, and drops no further.
 */
public final class Confinement {
    private static final String CONFINED = "nut.confined";
    private static final Path INSTALLED = Path.of("/usr/local/ups/runtime");

    private Confinement() {
    }

    /**
     * What is to go on.
     *
     * @param program    the name that it goes by; empty for none
     * @param jvmOptions what its JVM is told beside what the image says
     * @param mainClass  what starts it
     * @param arguments  its command line
     */
    public record Goal(String program, List<String> jvmOptions, String mainClass, List<String> arguments) {
        /** The command that starts it on a runtime. */
        List<String> on(Path runtime) {
            return JavaCommand.of(runtime, program, jvmOptions, mainClass, arguments);
        }
    }

    /** Opens the image for the JDK's own reader, so that after a chroot classes can be read that are in no archive. */
    public static void prepareForChroot() {
        try (InputStream any = Object.class.getModule().getResourceAsStream("java/lang/Object.class")) {
            any.read();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether this process is what went on after a confinement. */
    static boolean isDone() {
        return Boolean.getBoolean(CONFINED);
    }

    /**
     * Confines this process, and says how to start the program from here. Of all that is open, only the standard three, the starter's pipe
     * and sockets to systemd and the log daemon go on. The groups are looked up outside, unless the jail has a list of its own.
     */
    static List<String> enter(DaemonOptions options, String mainClass, List<String> arguments) {
        return enter(new Goal(System.getProperty("nut.program", ""), List.of(), mainClass, arguments), options, Optional.empty(), true);
    }

    /**
     * The same with a policy, which is asked for inside, as the user.
     *
     * @param child whether the program goes on as another process than this one
     */
    static List<String> enter(Goal goal, DaemonOptions options, Optional<Function<Path, Policy>> policy, boolean child) {
        UserId user = options.user().map(name -> Users.resolve(name, options.group())).orElse(null);
        int[] groups = user == null ? new int[0] : Users.groups(user);
        Path home = NutEnvironment.runtime();
        List<String> jvmOptions = new ArrayList<>(goal.jvmOptions());
        jvmOptions.add("-D" + CONFINED + "=true");
        Exec.prepare();
        CloseOnExec.markAll();
        LogSocket.passOn(System.getenv());
        int notifySocket = Readiness.passOn(System.getenv());
        if (notifySocket >= 0) {
            jvmOptions.add("-D" + Readiness.NOTIFY_FD + "=" + notifySocket);
        }
        if (options.chroot().isPresent()) {
            prepareForChroot();
            Chroot.enter(options.chroot().get().toAbsolutePath());
            home = homeInside(home, options.chroot().get());
            if (user != null) {
                groups = Users.groupsListed(user, Path.of("/etc")).orElse(groups);
            }
        }
        if (policy.isPresent()) {
            Fence.endCapabilities(user == null || user.uid() == 0);
        }
        if (user != null && (Credentials.uid() != user.uid() || Credentials.gid() != user.gid())) {
            Credentials.drop(user, groups);
        }
        if (policy.isPresent()) {
            jvmOptions.add(Fence.around(policy.get().apply(home), child));
        }
        return new Goal(goal.program(), jvmOptions, goal.mainClass(), goal.arguments()).on(home);
    }

    /** Replaces this process by a command. */
    static void exec(List<String> command) {
        try {
            Exec.replace(Path.of(command.getFirst()), command, System.getenv());
        } catch (PosixException failed) {
            throw new AdminFault(failed.getMessage());
        }
    }

    private static Path homeInside(Path outside, Path jail) {
        for (Path home : List.of(outside, INSTALLED)) {
            if (Files.isExecutable(home.resolve("bin/java"))) {
                return home;
            }
        }
        throw new AdminFault("there is no runtime in " + jail + " (neither " + outside + "/bin/java nor " + INSTALLED
            + "/bin/java); build the jail with mkjail " + jail);
    }
}
