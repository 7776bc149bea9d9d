package nut.driver.apc;

import java.io.IOException;
import java.util.List;
import nut.common.state.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a setting that has a list of values: asks for it, and steps on with - until it has the value that is wanted. A step counts for the
 * variable that was asked for last, so nothing is sent in between; and there are never more steps than values, to spare the EEPROM.
 */
final class ChoiceWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ChoiceWriter.class);

    private final SmartLink link;

    ChoiceWriter(SmartLink link) {
        this.link = link;
    }

    /**
     * Sets a setting.
     *
     * @param choices its values, as the UPS says them
     * @param wanted  one of them, as the UPS says it or as it is published
     */
    Outcome write(Variable variable, List<String> choices, String wanted) throws IOException {
        String choice = choose(variable, choices, wanted);
        if (choice == null) {
            LOG.warn("{} cannot be \"{}\": it takes one of {}", variable.name(), wanted, choices);
            return Outcome.INVALID;
        }
        String value = ask(variable);
        for (int step = 0; !value.equals(choice); step++) {
            if (!isKnown(variable, value)) {
                LOG.warn("{} is not stepped on: the UPS says that it is \"{}\"", variable.name(), SmartLink.printable(value));
                return Outcome.FAILED;
            }
            if (step == choices.size()) {
                LOG.warn("{} has gone through all its values and is {} again, never \"{}\"", variable.name(), value, choice);
                return Outcome.FAILED;
            }
            String answer = link.step();
            if (!answer.equals("OK")) {
                LOG.warn("{} stays {}: the UPS {}", variable.name(), value, Verdicts.words(answer));
                return Outcome.FAILED;
            }
            value = ask(variable);
        }
        LOG.info("{} is now {}", variable.name(), value);
        return Outcome.HANDLED;
    }

    private String ask(Variable variable) throws IOException {
        return link.ask(variable.query(), variable.reading()).strip();
    }

    /** Whether it is a value of the setting, in its list or not: not NA, and not noise. */
    private static boolean isKnown(Variable variable, String value) {
        return !value.equals("NA") && variable.form().fits(value);
    }

    /** What the UPS itself says comes first: two of its values may be published as the same. */
    private static String choose(Variable variable, List<String> choices, String wanted) {
        for (String choice : choices) {
            if (choice.strip().equals(wanted.strip())) {
                return choice.strip();
            }
        }
        for (String choice : choices) {
            if (variable.conversion().convert(choice).equals(wanted)) {
                return choice.strip();
            }
        }
        return null;
    }
}
