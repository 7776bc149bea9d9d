package nut.upsdrvctl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.Version;
import nut.upsdrvctl.Request.Action;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Takes the command line apart. It is described in code, so nothing is reflected upon at the start. */
final class CommandLineParser {
    private final CommandSpec spec = CommandSpec.create().name(Main.PROGRAM);

    CommandLineParser() {
        spec.parser().separator(" ");
        spec.usageMessage().width(110).sortOptions(false)
            .customSynopsis(Main.PROGRAM + " [OPTIONS] start|stop|shutdown|status [UPS]",
                "       " + Main.PROGRAM + " [OPTIONS] list|-l [UPS]%n")
            .description("start     start the drivers of ups.conf, or that of one UPS, and wait until each serves",
                "stop      stop them, and wait until each has ended",
                "shutdown  have each UPS cut the power of its load, in the order of sdorder",
                "status    show which drivers run%n");
        flag("-h", "show this text");
        flag("-V", "show the version");
        value("-r", "DIR", "the drivers live in this chroot jail, and so does their ups.conf");
        value("-u", "USER", "the drivers become this user; a name, or numbers such as 64001:64000");
        flag("-t", "show what would be done, and do nothing");
        counted("-D", "say more; may be repeated");
        flag("-d", "have the drivers say as much");
        counted("-F", "keep the drivers in the foreground; twice to have them write pid files all the same");
        flag("-B", "send the drivers to the background whatever else is said");
        flag("-l", "the same as list");
        spec.addPositional(PositionalParamSpec.builder().arity("0..*").type(String[].class).hidden(true).build());
    }

    private void flag(String name, String description) {
        spec.addOption(OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build());
    }

    private void counted(String name, String description) {
        spec.addOption(OptionSpec.builder(name).type(boolean[].class).arity("0").description(description).build());
    }

    private void value(String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name).type(String.class).arity("1").paramLabel(label).description(description).build());
    }

    Request parse(List<String> arguments) {
        try {
            ParseResult parsed = new CommandLine(spec).setOverwrittenOptionsAllowed(true).setPosixClusteredShortOptionsAllowed(true)
                .setExpandAtFiles(false).setTrimQuotes(false).parseArgs(arguments.toArray(String[]::new));
            String[] words = parsed.matchedPositionalValue(0, new String[0]);
            Action action = action(parsed, words);
            int upsAt = parsed.hasMatchedOption("-l") ? 0 : 1;
            if (words.length > upsAt + 1 && action != Action.HELP && action != Action.VERSION) {
                throw new AdminFault("Error: extra arguments left on command line: " + words[upsAt + 1]
                    + "; name one UPS, or none for all");
            }
            boolean testing = parsed.hasMatchedOption("-t");
            int debug = count(parsed, "-D");
            return new Request(action, words.length > upsAt ? Optional.of(words[upsAt]) : Optional.empty(),
                Optional.<String>ofNullable(parsed.matchedOptionValue("-r", null)).map(dir -> Path.of(dir).toAbsolutePath()),
                Optional.ofNullable(parsed.matchedOptionValue("-u", null)), testing, debug, parsed.hasMatchedOption("-d"),
                count(parsed, "-F"), parsed.hasMatchedOption("-B"));
        } catch (ParameterException wrong) {
            throw new AdminFault(wrong.getMessage() + "; -h shows how to call it");
        }
    }

    private static Action action(ParseResult parsed, String[] words) {
        if (parsed.hasMatchedOption("-V")) {
            return Action.VERSION;
        }
        if (parsed.hasMatchedOption("-h")) {
            return Action.HELP;
        }
        if (parsed.hasMatchedOption("-l")) {
            return Action.LIST;
        }
        if (words.length == 0) {
            return Action.HELP;
        }
        return switch (words[0]) {
            case "start" -> Action.START;
            case "stop" -> Action.STOP;
            case "shutdown" -> Action.SHUTDOWN;
            case "list" -> Action.LIST;
            case "status" -> Action.STATUS;
            default -> throw new AdminFault("Error: unrecognized command [" + words[0]
                + "]; there are start, stop, shutdown, status and list");
        };
    }

    private static int count(ParseResult parsed, String option) {
        return parsed.<boolean[]>matchedOptionValue(option, new boolean[0]).length;
    }

    /** Shows how to call it. */
    void help(PrintStream out) {
        out.println(Version.line(Main.PROGRAM));
        new CommandLine(spec).usage(out, CommandLine.Help.Ansi.OFF);
    }
}
