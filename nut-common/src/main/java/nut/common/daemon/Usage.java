package nut.common.daemon;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What -h shows. The only place that knows picocli, and only -h comes here.
 *
 * @param synopsis the ways to call the program, each without its name; none to have one made from the flags
 */
record Usage(String name, String purpose, List<String> synopsis, List<Flag> flags, List<String> footer) {
    private static final int WIDTH = 120;

    void print(PrintStream out) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.parser().separator(" ");
        spec.usageMessage().width(WIDTH).sortOptions(false).description("%n" + purpose);
        if (!synopsis.isEmpty()) {
            spec.usageMessage().customSynopsis(lines());
        }
        if (!footer.isEmpty()) {
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        spec.addPositional(PositionalParamSpec.builder().arity("0..*").type(String[].class).hidden(true).build());
        for (Flag flag : flags) {
            OptionSpec.Builder option = OptionSpec.builder(flag.names().toArray(String[]::new)).type(flag.type())
                .arity(flag.takesValue() ? "1" : "0").description(flag.description());
            spec.addOption((flag.takesValue() ? option.paramLabel(flag.label()) : option).build());
        }
        new CommandLine(spec).usage(out, CommandLine.Help.Ansi.OFF);
    }

    private String[] lines() {
        String[] lines = new String[synopsis.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (i == 0 ? "" : "       ") + name + " " + synopsis.get(i);
        }
        return lines;
    }
}
