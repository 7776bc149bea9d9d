package nut.driver.apc;

import java.io.IOException;
import java.util.Optional;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What unit this is, and what it understands. The firmware has two queries: the answer to b is taken if it has three parts
 * (SKU.revision.locale), that to V otherwise. A unit whose firmware is in the table is not asked which commands it understands: it would
 * say something else.
 *
 * <pre>
 *     V, or b if V says nothing --in the table--> the table's set
 *              |
 *              a --has the form--> its set
 *              |
 *              b, if not asked yet --in the table--> the table's set
 *              |
 *              very old: a handful of bytes that are worth a try
 * </pre>
 *
 * @param firmware   empty when the unit does not tell
 * @param commandSet which bytes it understands
 */
record Identity(String firmware, CommandSet commandSet) {
    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
    private static final int TRIES = 2;

    /** Asks the UPS, which is in smart mode, perhaps since a moment ago only. */
    static Identity ask(SmartLink link) throws IOException {
        String oldStyle = answer(link, 'V', Reading.VALUE);
        String newStyle = oldStyle.isEmpty() ? answer(link, 'b', Reading.VALUE) : "";
        Optional<CommandSet> table = FirmwareTable.find(oldStyle.isEmpty() ? newStyle : oldStyle);
        if (table.isPresent()) {
            return new Identity(firmware(oldStyle, newStyle), table.get());
        }
        Optional<CommandSet> told = askCommandSet(link);
        if (!oldStyle.isEmpty() && told.map(set -> set.has('b')).orElse(true)) {
            newStyle = answer(link, 'b', Reading.VALUE);
        }
        String firmware = firmware(oldStyle, newStyle);
        CommandSet commands = told.orElse(FirmwareTable.find(newStyle).orElse(CommandSet.VERY_OLD));
        if (told.isEmpty()) {
            LOG.warn("The UPS does not tell which commands it understands (firmware {}): support is limited",
                firmware.isEmpty() ? "unknown" : firmware);
        } else if (!commands.unused().isEmpty()) {
            LOG.info("The UPS understands more than this driver has a use for: {}", commands.unused());
        }
        return new Identity(firmware, commands);
    }

    /** What to call a unit that does not tell its model. */
    String model(boolean tellsItsCurrent) {
        boolean oldMatrix = !firmware.isEmpty() && (firmware.charAt(0) == '0' || firmware.charAt(0) == '5');
        boolean matrix = commandSet.known() ? oldMatrix && FirmwareTable.find(firmware).isPresent() : tellsItsCurrent;
        return matrix ? "Matrix-UPS" : "Smart-UPS";
    }

    /** An alert inside the answer cannot be told from it: what has not the form is asked for once more. */
    private static Optional<CommandSet> askCommandSet(SmartLink link) throws IOException {
        Optional<CommandSet> told = Optional.empty();
        String before = "";
        for (int attempt = 0; attempt < TRIES && told.isEmpty(); attempt++) {
            String answer = answer(link, 'a', Reading.COMMAND_SET);
            if (answer.isEmpty() || answer.equals(before)) {
                break;
            }
            told = CommandSet.parse(answer);
            before = answer;
            if (told.isEmpty()) {
                LOG.info("The answer to a has not its form: \"{}\"", SmartLink.printable(answer));
                link.awaitQuiet();
            }
        }
        return told;
    }

    /** "" when the unit does not know the question; when it does not answer at all, it must at least say that it is there. */
    private static String answer(SmartLink link, char query, Reading reading) throws IOException {
        try {
            String answer = link.askAfterY(query, reading);
            return answer.equals("NA") ? "" : answer;
        } catch (NoAnswer unknown) {
            if (!link.isThere()) {
                throw unknown;
            }
            link.awaitQuiet();
            return "";
        }
    }

    private static String firmware(String oldStyle, String newStyle) {
        return isNewStyle(newStyle) ? newStyle : oldStyle;
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
