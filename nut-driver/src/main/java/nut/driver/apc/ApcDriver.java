package nut.driver.apc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.common.state.Outcome;
import nut.driver.core.Driver;
import nut.driver.core.Fault;
import nut.driver.core.UpsState;
import nut.driver.line.Line;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPS with APC's smart protocol. Alerts change ups.status, and are published, the moment their byte is taken from the line; then Q is
 * asked before anything else, because Q is the truth and the alert only the news.
 *
 * <p>On a noisy line a wrong byte must not become a wrong shutdown: for a second after a byte that means nothing, alerts only lead to Q.
 */
public final class ApcDriver implements Driver, SmartLink.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ApcDriver.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long ALL_AGAIN_NANOS = 3600 * SECOND;
    private static final long PANEL_TEST_NANOS = 3 * SECOND;
    private static final char TRANSFER_REASON = 'G';
    private static final int STATUS_TRIES = 5;
    private static final int VALUE_TRIES = 2;
    private static final int CONTACT_TRIES = 2;
    /** How often a variable may be missing before it is given up. */
    private static final int MOST_MISSES = 5;

    private enum Answer { VALUE, GARBLED, ABSENT }

    private final Line line;
    private final UpsState state;
    private final BooleanSupplier ending;
    private final SmartLink link;
    private final CommandRunner commands;
    private final PowerCutter cutter;
    private final Fault garbled;
    private final Set<Variable> present = new HashSet<>();
    private final Map<Variable, Integer> misses = new HashMap<>();
    private final ArrayDeque<Variable> due = new ArrayDeque<>();
    private CommandSet commandSet = CommandSet.VERY_OLD;
    private StatusFlags status;
    private boolean attached;
    private boolean statusDue;
    private boolean noiseInPoll;
    private long statusMeaningless;
    private long noisyUntil;
    private long allAgain;

    /**
     * A driver for the UPS at the end of a line.
     *
     * @param line     the line
     * @param state    where readings go
     * @param settings the admin's choices
     * @param ending   whether the process wants to end
     */
    public ApcDriver(Line line, UpsState state, ApcSettings settings, BooleanSupplier ending) {
        this.line = line;
        this.state = state;
        this.ending = ending;
        this.link = new SmartLink(line, this);
        this.cutter = new PowerCutter(link, settings);
        this.commands = new CommandRunner(line, link, cutter);
        this.garbled = new Fault(LOG, "Garbage on the line", line::nanos);
        this.statusMeaningless = line.nanos();
        this.noisyUntil = line.nanos();
    }

    @Override
    public void attach(int patience) throws IOException {
        if (!link.enterSmartMode(patience, ending)) {
            throw new NoAnswer("no answer to Y");
        }
        Identity identity = Identity.ask(link);
        commandSet = identity.commandSet();
        state.set("ups.mfr", "APC");
        if (!identity.firmware().isEmpty()) {
            state.set("ups.firmware", identity.firmware());
        }
        readStatus();
        present.clear();
        due.clear();
        for (Variable variable : Variable.ALL) {
            if (commandSet.has(variable.query()) && (read(variable) != Answer.ABSENT || variable.query() == TRANSFER_REASON)) {
                present.add(variable);
            }
        }
        if (state.value("ups.model").isEmpty()) {
            state.set("ups.model", state.value("output.current").isPresent() ? "Matrix-UPS" : "Smart-UPS");
        }
        declare();
        allAgain = line.nanos() + ALL_AGAIN_NANOS;
        attached = true;
        state.publish();
    }

    @Override
    public void reattach() throws IOException {
        if (!link.enterSmartMode(1, ending)) {
            throw new NoAnswer("no answer to Y");
        }
        readStatus();
        due.clear();
        allAgain = line.nanos();
    }

    @Override
    public void beginPoll() {
        statusDue = true;
        if (!due.isEmpty()) {
            return;
        }
        boolean all = line.nanos() - allAgain >= 0;
        for (Variable variable : Variable.ALL) {
            if (present.contains(variable) && (all || variable.polled())) {
                due.add(variable);
            }
        }
        if (all) {
            allAgain = line.nanos() + ALL_AGAIN_NANOS;
        }
        if (!noiseInPoll) {
            garbled.ended();
        }
        noiseInPoll = false;
    }

    @Override
    public boolean pollNext() throws IOException {
        if (statusDue) {
            readStatus();
        } else if (!due.isEmpty()) {
            poll(due.poll());
            if (due.isEmpty()) {
                state.publish();
            }
        }
        return statusDue || !due.isEmpty();
    }

    @Override
    public boolean listen() throws IOException {
        link.takeWaiting();
        return statusDue;
    }

    @Override
    public Outcome run(String name, String value) throws IOException {
        for (InstantCommand command : InstantCommand.ALL) {
            if (command.name().equalsIgnoreCase(name) && commandSet.has(command.request())) {
                Outcome outcome = commands.run(command, value);
                if (command.request() == 'A' && outcome == Outcome.HANDLED) {
                    statusMeaningless = line.nanos() + PANEL_TEST_NANOS;
                }
                statusDue = true;
                return outcome;
            }
        }
        return Outcome.UNKNOWN;
    }

    @Override
    public Outcome set(String name, String value) throws IOException {
        for (Variable variable : present) {
            if (variable.name().equalsIgnoreCase(name) && state.isWritable(variable.name())) {
                Outcome outcome = new TextWriter(link).write(variable, value);
                if (outcome == Outcome.HANDLED && read(variable) == Answer.VALUE) {
                    state.publish();
                }
                return outcome;
            }
        }
        return Outcome.UNKNOWN;
    }

    @Override
    public boolean cutPower() throws IOException {
        if (!link.enterSmartMode(1, ending)) {
            LOG.warn("The UPS does not answer to Y; the shutdown command is sent all the same");
        }
        return cutter.cut();
    }

    @Override
    public void detach() throws IOException {
        if (commandSet.has('R')) {
            link.command('R');
        }
    }

    @Override
    public void alert(char alert) {
        statusDue = true;
        if (line.nanos() - noisyUntil < 0) {
            LOG.debug("alert {} on a noisy line: only a reason to ask for the status", alert);
        } else if (status != null) {
            become(status.after(alert), "alert", alert);
        }
    }

    @Override
    public void garbage(char received) {
        noisyUntil = line.nanos() + SECOND;
        garbage("a byte that nobody asked for, " + (int) received);
    }

    private void poll(Variable variable) throws IOException {
        String serial = state.value("ups.serial").orElse("");
        if (read(variable) == Answer.VALUE) {
            misses.remove(variable);
        } else if (misses.merge(variable, 1, Integer::sum) > MOST_MISSES) {
            LOG.warn("The UPS does not tell {} any more ({}); it is removed", variable.name(), SmartLink.shown(variable.query()));
            misses.remove(variable);
            present.remove(variable);
            state.remove(variable.name());
        }
        if (!state.value("ups.serial").orElse("").equals(serial)) {
            LOG.warn("This is another UPS: its serial number is {}, not {}", state.value("ups.serial").orElse(""), serial);
            attach(1);
        }
    }

    private Answer read(Variable variable) throws IOException {
        Answer result = Answer.ABSENT;
        for (int attempt = 0; attempt < VALUE_TRIES; attempt++) {
            String answer;
            try {
                answer = link.ask(variable.query(), variable.reading());
            } catch (NoAnswer silence) {
                requireContact(silence);
                continue;
            }
            if (answer.equals("NA")) {
                return Answer.ABSENT;
            }
            if (variable.form().fits(answer)) {
                state.set(variable.name(), variable.conversion().convert(answer));
                return Answer.VALUE;
            }
            result = Answer.GARBLED;
            garbage("an answer to " + SmartLink.shown(variable.query()) + " that is none: \"" + SmartLink.printable(answer) + "\"");
            link.awaitQuiet();
        }
        return result;
    }

    private void readStatus() throws IOException {
        String answer = "";
        for (int attempt = 0; attempt < STATUS_TRIES; attempt++) {
            statusDue = false;
            if (line.nanos() - statusMeaningless < 0) {
                return;
            }
            try {
                answer = link.ask('Q');
            } catch (NoAnswer silence) {
                requireContact(silence);
                continue;
            }
            if (Form.HEX.fits(answer)) {
                if (!statusDue) {
                    become(StatusFlags.of(answer), "Q", answer);
                    return;
                }
            } else if (!answer.equals("SM")) {
                garbage("a status that is none: \"" + SmartLink.printable(answer) + "\"");
                link.awaitQuiet();
            }
        }
        if (!Form.HEX.fits(answer)) {
            throw new NoAnswer("no status, but \"" + SmartLink.printable(answer) + "\"");
        }
    }

    private void become(StatusFlags next, String how, Object evidence) {
        if (next.equals(status)) {
            return;
        }
        LOG.info("ups.status {} -> {} ({} {})", status == null ? "unknown" : status.words(), next.words(), how, evidence);
        status = next;
        state.set("ups.status", next.words());
        if (attached) {
            state.publish();
        }
    }

    /** A question had no answer: that is a bad moment if the UPS answers to Y, else contact is lost. */
    private void requireContact(NoAnswer silence) throws IOException {
        for (int attempt = 0; attempt < CONTACT_TRIES; attempt++) {
            if (link.isThere()) {
                garbage(silence.getMessage());
                link.awaitQuiet();
                return;
            }
        }
        throw silence;
    }

    private void garbage(String what) {
        noiseInPoll = true;
        garbled.occurred(what);
    }

    private void declare() {
        boolean editable = commandSet.has('-');
        for (Variable variable : present) {
            if (editable && TextWriter.canWrite(variable)) {
                state.writableText(variable.name(), TextWriter.LENGTH);
            }
        }
        for (InstantCommand command : InstantCommand.ALL) {
            if (commandSet.has(command.request())) {
                state.command(command.name());
            }
        }
    }
}
