package nut.upsmon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nut.common.conf.UpsmonConf;
import nut.common.posix.Credentials;

/**
 * What is tried when SHUTDOWNCMD does not do its work: what SHUTDOWNFALLBACK says, else the system's own programs, so far as it has them.
 *
 * <p>The system's own programs are tried by root for the system's own configuration only. Where NUT_CONFPATH names another, it may be a
 * trial on a machine that must stay up, and nothing is run that it does not name.
 */
final class Fallbacks {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");
    private static final List<List<String>> USUAL = List.of(List.of("shutdown", "-h", "now"), List.of("systemctl", "poweroff", "-ff"),
        List.of("poweroff", "-f"));

    private Fallbacks() {
    }

    /** In their order; fresh ones, as each runs once. */
    static List<ShutdownCommand> of(UpsmonConf conf) {
        List<ShutdownCommand> commands = new ArrayList<>();
        if (conf.lastResort().fallbacks().isPresent()) {
            conf.lastResort().fallbacks().get().forEach(line -> commands.add(ShutdownCommand.shell(line)));
        } else if (usualApply()) {
            usual(FOLDERS).forEach(arguments -> commands.add(ShutdownCommand.program(arguments)));
        }
        return commands;
    }

    /** As {@link #of}, for people. */
    static List<String> shown(UpsmonConf conf) {
        return of(conf).stream().map(ShutdownCommand::toString).toList();
    }

    private static boolean usualApply() {
        return Credentials.isRoot() && System.getenv("NUT_CONFPATH") == null;
    }

    static List<List<String>> usual(List<String> folders) {
        List<List<String>> found = new ArrayList<>();
        for (List<String> command : USUAL) {
            for (String folder : folders) {
                Path program = Path.of(folder, command.getFirst());
                if (Files.isExecutable(program)) {
                    List<String> arguments = new ArrayList<>(command);
                    arguments.set(0, program.toString());
                    found.add(arguments);
                    break;
                }
            }
        }
        return found;
    }
}
