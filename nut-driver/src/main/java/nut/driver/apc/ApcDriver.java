package nut.driver.apc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.common.state.Outcome;
import nut.driver.apc.Inquiry.Answer;
import nut.driver.apc.Inquiry.Result;
import nut.driver.core.Driver;
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
    private static final char PANEL_TEST = 'A';
    private static final char SERIAL_NUMBER = 'n';
    private static final char SIMPLE_MODE = 'R';
    private static final int STATUS_TRIES = 5;
    /** How often a variable may be missing before it is given up. */
    private static final int MOST_MISSES = 5;

    private final Line line;
    private final UpsState state;
    private final BooleanSupplier ending;
    private final SmartLink link;
    private final Inquiry inquiry;
    private final CommandRunner commands;
    private final PowerCutter cutter;
    private final SettingsEditor settings;
    private final Set<Variable> present = new LinkedHashSet<>();
    private final Map<Variable, Integer> misses = new HashMap<>();
    private final ArrayDeque<Variable> due = new ArrayDeque<>();
    private CommandSet commandSet = CommandSet.VERY_OLD;
    private StatusFlags status;
    private boolean attached;
    private boolean statusDue;
    private long statusMeaningless;
    private long allAgain;

    /**
     * A driver for the UPS at the end of a line.
     *
     * @param line    the line
     * @param state   where readings go
     * @param choices the admin's choices
     * @param ending  whether the process wants to end
     */
    ApcDriver(Line line, UpsState state, ApcSettings choices, BooleanSupplier ending) {
        this.line = line;
        this.state = state;
        this.ending = ending;
        this.link = new SmartLink(line, this);
        this.inquiry = new Inquiry(line, link);
        this.cutter = new PowerCutter(link, choices);
        this.commands = new CommandRunner(line, link, cutter);
        this.settings = new SettingsEditor(link, state);
        this.statusMeaningless = line.nanos();
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
        due.clear();
        for (Variable variable : Variable.ALL) {
            if (commandSet.has(variable.query()) && (read(variable) != Result.ABSENT || variable.query() == TRANSFER_REASON)) {
                present.add(variable);
            } else if (present.remove(variable)) {
                state.remove(variable.name());
            }
        }
        if (state.value("ups.model").isEmpty()) {
            state.set("ups.model", state.value("output.current").isPresent() ? "Matrix-UPS" : "Smart-UPS");
        }
        settings.declare(inquiry, commandSet, identity.firmware(), present);
        for (InstantCommand command : InstantCommand.ALL) {
            if (commandSet.has(command.request())) {
                state.command(command.name());
            }
        }
        readStatus();
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
        for (Variable variable : present) {
            if (all || variable.polled()) {
                due.add(variable);
            }
        }
        if (all) {
            allAgain = line.nanos() + ALL_AGAIN_NANOS;
        }
        inquiry.beginPoll();
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
                if (command.request() == PANEL_TEST && outcome == Outcome.HANDLED) {
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
            if (variable.name().equalsIgnoreCase(name)) {
                Outcome outcome = settings.write(variable, value);
                if (outcome == Outcome.HANDLED) {
                    read(variable);
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
        if (commandSet.has(SIMPLE_MODE)) {
            link.command(SIMPLE_MODE);
        }
    }

    @Override
    public void alert(char alert) {
        statusDue = true;
        if (inquiry.isNoisy()) {
            LOG.debug("alert {} on a noisy line: only a reason to ask for the status", alert);
        } else if (status != null) {
            become(status.after(alert), "alert " + alert);
        }
    }

    @Override
    public void garbage(char received) {
        inquiry.garbage("a byte that nobody asked for, " + (int) received);
    }

    private void poll(Variable variable) throws IOException {
        String serial = state.value("ups.serial").orElse("");
        if (read(variable) == Result.VALUE) {
            misses.remove(variable);
        } else if (misses.merge(variable, 1, Integer::sum) > MOST_MISSES) {
            LOG.warn("The UPS does not tell {} any more ({}): it is removed", variable.name(), SmartLink.shown(variable.query()));
            misses.remove(variable);
            present.remove(variable);
            state.remove(variable.name());
        }
        if (variable.query() == SERIAL_NUMBER && !state.value("ups.serial").orElse("").equals(serial)) {
            LOG.warn("This is another UPS: its serial number is {}, not {}", state.value("ups.serial").orElse(""), serial);
            attach(1);
        }
    }

    private Result read(Variable variable) throws IOException {
        Answer answer = inquiry.ask(variable);
        if (answer.result() == Result.VALUE) {
            state.set(variable.name(), variable.conversion().convert(answer.text()));
        }
        return answer.result();
    }

    /** Asks Q until its answer is one, and no alert came while it was given: such an answer may be older than the alert. */
    private void readStatus() throws IOException {
        StatusFlags answer = null;
        for (int attempt = 0; attempt < STATUS_TRIES; attempt++) {
            statusDue = false;
            if (line.nanos() - statusMeaningless < 0) {
                return;
            }
            answer = inquiry.askStatus();
            if (answer != null && !statusDue) {
                become(answer, "Q");
                return;
            }
        }
        if (answer == null) {
            throw new NoAnswer("no valid answer to Q");
        }
    }

    private void become(StatusFlags next, String how) {
        if (next.equals(status)) {
            return;
        }
        String before = status == null ? "unknown" : status.words();
        status = next;
        state.set("ups.status", next.words());
        if (attached) {
            state.publish();
        }
        LOG.info("ups.status {} -> {} ({})", before, next.words(), how);
    }
}
