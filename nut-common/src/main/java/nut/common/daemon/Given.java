package nut.common.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import picocli.CommandLine.ParseResult;

/** A command line, taken apart. */
public final class Given {
    private final ParseResult parsed;

    Given(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** Whether a flag stands there. */
    public boolean has(String flag) {
        return parsed.hasMatchedOption(flag);
    }

    /** How often a flag stands there that was added with {@link ProgramLine#flags}. */
    public int count(String flag) {
        return parsed.<boolean[]>matchedOptionValue(flag, new boolean[0]).length;
    }

    /** A flag's value. */
    public Optional<String> value(String flag) {
        return Optional.ofNullable(parsed.matchedOptionValue(flag, null));
    }

    /** The values of a flag that was added with {@link ProgramLine#values}. */
    public List<String> values(String flag) {
        return List.of(parsed.matchedOptionValue(flag, new String[0]));
    }

    /**
     * A flag's value as a whole number from 1 up.
     *
     * @throws AdminFault when it is something else
     */
    public Optional<Integer> number(String flag) {
        Optional<String> text = value(flag);
        try {
            Optional<Integer> number = text.map(Integer::valueOf);
            if (number.isEmpty() || number.get() > 0) {
                return number;
            }
        } catch (NumberFormatException expected) {
            // The sentence below says it.
        }
        throw new AdminFault(flag + " is " + text.get() + " but must be a number from 1 up");
    }

    /** The words that belong to no flag. */
    public List<String> words() {
        return List.of(parsed.matchedPositionalValue(0, new String[0]));
    }

    /** What the flags of {@link ProgramLine#daemonFlags} ask for; NUT_DEBUG_LEVEL counts where no -D is given. */
    public DaemonOptions daemonOptions(NutEnvironment environment) {
        int debug = count("-D");
        return new DaemonOptions(count("-F") > 0 || debug > 0 && !has("-B"), value("-r").map(Path::of), value("-u"), value("-g"),
            debug > 0 ? debug : environment.debugLevel());
    }

    /**
     * For programs that take none.
     *
     * @throws AdminFault when there are words
     */
    public Given withoutWords() {
        if (!words().isEmpty()) {
            throw new AdminFault("'" + words().getFirst() + "' means nothing here; -h shows how to call it");
        }
        return this;
    }
}
