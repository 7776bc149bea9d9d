package nut.driver.apc;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nut.common.state.Outcome;
import nut.driver.core.UpsState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which variables of the UPS can be written, and how: two are texts, others step through a list of values that the UPS itself declares. */
final class SettingsEditor {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsEditor.class);
    private static final char CAPABILITIES = 0x1A;

    private final SmartLink link;
    private final UpsState state;
    private final Map<Variable, List<String>> choices = new HashMap<>();

    SettingsEditor(SmartLink link, UpsState state) {
        this.link = link;
        this.state = state;
    }

    /** Finds out what can be written, and declares it. */
    void declare(Inquiry inquiry, CommandSet commands, String firmware, Collection<Variable> present) throws IOException {
        choices.clear();
        Map<Character, List<String>> lists = commands.has(CAPABILITIES) ? inquiry.askCapabilities(firmware) : Map.of();
        for (Variable variable : present) {
            List<String> list = lists.getOrDefault(variable.query(), List.of());
            if (variable.isPacked() && !list.isEmpty()) {
                LOG.warn("{} has several values in one answer: it cannot be written, though the UPS lists it", variable.name());
            }
            if (state.value(variable.name()).isEmpty()) {
                continue;
            }
            if (TextWriter.canWrite(variable)) {
                state.writableText(variable.name(), TextWriter.LENGTH);
            } else if (!list.isEmpty()) {
                choices.put(variable, list);
                state.writableChoice(variable.name(), list.stream().map(variable.conversion()::convert).distinct().toArray(String[]::new));
            }
        }
    }

    /** Writes a variable; {@link Outcome#UNKNOWN} when it cannot be written. */
    Outcome write(Variable variable, String value) throws IOException {
        if (choices.containsKey(variable)) {
            return new ChoiceWriter(link).write(variable, choices.get(variable), value);
        }
        return TextWriter.canWrite(variable) && state.isWritable(variable.name()) ? new TextWriter(link).write(variable, value)
            : Outcome.UNKNOWN;
    }
}
