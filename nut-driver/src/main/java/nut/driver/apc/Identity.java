package nut.driver.apc;

import java.io.IOException;
import java.util.Optional;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What unit this is, and what it understands. The firmware has two queries: the answer to b is taken if it has three parts
 * (SKU.revision.locale), that to V otherwise.
 *
 * @param firmware   empty when the unit does not tell
 * @param commandSet which bytes it understands
 */
record Identity(String firmware, CommandSet commandSet) {
    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    /** Asks the UPS, which is in smart mode. */
    static Identity ask(SmartLink link) throws IOException {
        String oldStyle = answer(link, 'V', Reading.VALUE);
        String newStyle = answer(link, 'b', Reading.VALUE);
        Optional<CommandSet> commands = CommandSet.parse(answer(link, 'a', Reading.COMMAND_SET));
        if (commands.isEmpty()) {
            LOG.warn("The UPS does not tell which commands it understands (firmware {}): support is limited",
                oldStyle.isEmpty() ? newStyle : oldStyle);
        }
        return new Identity(isNewStyle(newStyle) ? newStyle : oldStyle, commands.orElse(CommandSet.VERY_OLD));
    }

    /** "" when the unit does not know the question; when it does not answer at all, it must at least say that it is there. */
    private static String answer(SmartLink link, char query, Reading reading) throws IOException {
        try {
            String answer = link.ask(query, reading);
            return answer.equals("NA") ? "" : answer;
        } catch (NoAnswer unknown) {
            if (!link.isThere()) {
                throw unknown;
            }
            return "";
        }
    }

    private static boolean isNewStyle(String firmware) {
        String[] parts = firmware.split("\\.", -1);
        boolean fits = parts.length == 3;
        for (String part : parts) {
            fits &= !part.isEmpty();
            for (int i = 0; i < part.length(); i++) {
                fits &= Character.isLetterOrDigit(part.charAt(i));
            }
        }
        return fits;
    }
}
