package nut.common.conf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * cmdvartab: what an admin wants said of variables and commands, {@code VARDESC name "text"} and {@code CMDDESC name "text"}, one a line.
 * Of two lines for one name the last counts.
 *
 * @param variables texts by names in lower case
 * @param commands  texts by names in lower case
 */
public record CmdVarTab(Map<String, String> variables, Map<String, String> commands) {
    /** One that says nothing. */
    public static final CmdVarTab NONE = new CmdVarTab(Map.of(), Map.of());

    private static final String FORM = "VARDESC NAME \"TEXT\" or CMDDESC NAME \"TEXT\"; the line is left out";

    /** A file's content. */
    public CmdVarTab {
        variables = Map.copyOf(variables);
        commands = Map.copyOf(commands);
    }

    /**
     * Reads the file; a wrong line is a complaint and left out.
     *
     * @return empty if there is no such file
     * @throws nut.common.AdminFault if it is there, but cannot be read or is larger than 1 MiB
     */
    public static Optional<CmdVarTab> read(Path file, Complaints complaints) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        Map<String, String> commands = new HashMap<>();
        for (Statement statement : ConfigurationFile.statements(file, complaints)) {
            List<String> words = statement.words();
            Map<String, String> kind = switch (statement.keyword()) {
                case "VARDESC" -> variables;
                case "CMDDESC" -> commands;
                default -> null;
            };
            if (kind == null) {
                complaints.error(statement.position(), "\"" + statement.keyword() + "\" is unknown; write " + FORM);
            } else if (words.size() < 3 || words.get(1).isEmpty()) {
                complaints.error(statement.position(), statement.keyword() + " lacks its name or text; write " + FORM);
            } else {
                if (words.size() > 3) {
                    complaints.warning(statement.position(), "only the first word of the text counts; put it in quotes");
                }
                kind.put(words.get(1).toLowerCase(Locale.ROOT), words.get(2));
            }
        }
        return Optional.of(new CmdVarTab(variables, commands));
    }
}
