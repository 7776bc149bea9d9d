package nut.upsdrvctl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.daemon.ProgramLine;
import nut.upsdrvctl.Request.Action;

/** Takes the command line apart. */
final class CommandLineParser {
    private final ProgramLine line = new ProgramLine(Main.PROGRAM, """
            start     start the drivers of ups.conf, or that of one UPS, and wait until each serves
            stop      stop them, and wait until each has ended
            shutdown  have each UPS cut the power of its load, in the order of sdorder
            status    show which drivers run
            """, "[OPTIONS] start|stop|shutdown|status [UPS]", "[OPTIONS] list|-l [UPS]")
        .value("-r", "DIR", "the drivers live in this chroot jail, and so does their ups.conf")
        .value("-u", "USER", "the drivers become this user; a name, or numbers such as 64001:64000")
        .flag("-t", "show what would be done, and do nothing")
        .flags("-D", "say more; may be repeated")
        .flag("-d", "have the drivers say as much")
        .flags("-F", "keep the drivers in the foreground; twice to have them write pid files all the same")
        .flag("-B", "send the drivers to the background whatever else is said")
        .flag("-l", "the same as list");

    Request parse(List<String> arguments) {
        Given given = line.parse(arguments);
        List<String> words = given.words();
        Action action = action(given, words);
        int upsAt = given.has("-l") ? 0 : 1;
        if (words.size() > upsAt + 1 && action != Action.HELP && action != Action.VERSION) {
            throw new AdminFault("Error: extra arguments left on command line: " + words.get(upsAt + 1)
                + "; name one UPS, or none for all");
        }
        return new Request(action, words.stream().skip(upsAt).findFirst(), given.value("-r").map(dir -> Path.of(dir).toAbsolutePath()),
            given.value("-u"), given.has("-t"), given.count("-D"), given.has("-d"), given.count("-F"), given.has("-B"));
    }

    private static Action action(Given given, List<String> words) {
        if (given.has("-V")) {
            return Action.VERSION;
        }
        if (given.has("-h")) {
            return Action.HELP;
        }
        if (given.has("-l")) {
            return Action.LIST;
        }
        if (words.isEmpty()) {
            return Action.HELP;
        }
        return switch (words.getFirst()) {
            case "start" -> Action.START;
            case "stop" -> Action.STOP;
            case "shutdown" -> Action.SHUTDOWN;
            case "list" -> Action.LIST;
            case "status" -> Action.STATUS;
            default -> throw new AdminFault("Error: unrecognized command [" + words.getFirst()
                + "]; there are start, stop, shutdown, status and list");
        };
    }

    /** Shows how to call it. */
    void help(PrintStream out) {
        line.help(out);
    }
}
