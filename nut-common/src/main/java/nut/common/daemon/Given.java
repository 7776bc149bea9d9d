package nut.common.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;

/** A command line, taken apart. */
public final class Given {
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    /** Nothing yet. */
    Given() {
    }

    /** A flag with its value, which is empty if it takes none. */
    void add(Flag flag, String value) {
        values.computeIfAbsent(flag.names().getFirst(), first -> new ArrayList<>()).add(value);
    }

    /** A word that belongs to no flag. */
    void add(String word) {
        words.add(word);
    }

    /** Whether a flag stands there. */
    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** How often a flag stands there that was added with {@link ProgramLine#flags}. */
    public int count(String flag) {
        return values(flag).size();
    }

    /** A flag's value. */
    public Optional<String> value(String flag) {
        return has(flag) ? Optional.of(values(flag).getLast()) : Optional.empty();
    }

    /** The values of a flag that was added with {@link ProgramLine#values}. */
    public List<String> values(String flag) {
        return List.copyOf(values.getOrDefault(flag, List.of()));
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
        return List.copyOf(words);
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
