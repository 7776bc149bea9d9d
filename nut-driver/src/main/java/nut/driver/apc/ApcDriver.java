package nut.driver.apc;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nut.common.state.Outcome;
import nut.driver.apc.SmartLink.Contact;
import nut.driver.core.Driver;
import nut.driver.core.UpsState;
import nut.driver.line.Line;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPS with APC's smart protocol: puts together who speaks ({@link SmartLink}), who watches the status ({@link StatusWatch}), who reads
 * the rest ({@link Readings}), and who gives commands and changes settings.
 */
public final class ApcDriver implements Driver {
    private static final Logger LOG = LoggerFactory.getLogger(ApcDriver.class);
    private static final char PANEL_TEST = 'A';
    private static final char SERIAL_NUMBER = 'n';
    private static final char TRANSFER_REASON = 'G';
    private static final char SIMPLE_MODE = 'R';

    private final Line line;
    private final UpsState state;
    private final BooleanSupplier ending;
    private final SmartLink link;
    private final Inquiry inquiry;
    private final StatusWatch status;
    private final Readings readings;
    private final Registers registers;
    private final CommandRunner commands;
    private final PowerCutter cutter;
    private final SettingsEditor settings;
    private CommandSet commandSet = CommandSet.VERY_OLD;

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
        this.status = new StatusWatch(line, state);
        this.link = new SmartLink(line, status);
        this.inquiry = new Inquiry(line, link);
        this.status.asksThrough(inquiry);
        this.readings = new Readings(inquiry, state);
        this.registers = new Registers(inquiry, state, status);
        this.cutter = new PowerCutter(link, choices);
        this.commands = new CommandRunner(line, link, cutter);
        this.settings = new SettingsEditor(link, state);
    }

    @Override
    public void attach(int patience) throws IOException {
        if (link.beginSmartMode(patience, ending) == Contact.NONE) {
            throw new NoAnswer("no answer to Y");
        }
        Identity identity = Identity.ask(link);
        commandSet = identity.commandSet();
        state.set("ups.mfr", "APC");
        if (!identity.firmware().isEmpty()) {
            state.set("ups.firmware", identity.firmware());
        }
        status.ask();
        readings.discover(commandSet, line.nanos());
        if (state.value("ups.model").isEmpty()) {
            state.set("ups.model", identity.model(state.value("output.current").isPresent()));
        }
        registers.discover(commandSet);
        settings.declare(inquiry, commandSet, identity.firmware(), readings.present());
        InstantCommand.ALL.stream().filter(command -> commandSet.hasAny(command.requests()))
            .forEach(command -> state.command(command.name()));
        status.ask();
        status.publishesAtOnce();
        state.publish();
    }

    @Override
    public void reattach() throws IOException {
        if (!link.enterSmartMode(1, ending)) {
            throw new NoAnswer("no answer to Y");
        }
        status.ask();
        readings.allAgain(line.nanos());
    }

    @Override
    public void beginPoll() {
        status.demand();
        if (readings.beginPoll(status.takeChanged(), status.takeSettingsChanged(), line.nanos())) {
            registers.demand();
        }
        inquiry.beginPoll();
    }

    @Override
    public boolean pollNext() throws IOException {
        if (status.isDue()) {
            status.ask();
        } else if (isDue()) {
            if (readings.isDue()) {
                readNext();
            } else {
                registers.readNext();
            }
            if (!isDue()) {
                state.publish();
            }
        }
        return status.isDue() || isDue();
    }

    @Override
    public boolean listen() throws IOException {
        link.takeWaiting();
        return status.isDue();
    }

    @Override
    public Outcome run(String name, String value) throws IOException {
        Optional<InstantCommand> command = command(name);
        if (command.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        Outcome outcome = commands.run(command.get(), value, commandSet);
        if (command.get().request() == PANEL_TEST && outcome == Outcome.HANDLED) {
            status.panelTest();
        }
        status.demand();
        return outcome;
    }

    @Override
    public Outcome runAtShutdown(String name) throws IOException {
        Optional<InstantCommand> command = command(name);
        return command.isEmpty() ? Outcome.UNKNOWN : commands.runConfirmed(command.get(), "", commandSet);
    }

    @Override
    public Outcome set(String name, String value) throws IOException {
        Optional<Variable> variable = readings.named(name);
        if (variable.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        Outcome outcome = settings.write(variable.get(), value);
        if (outcome == Outcome.HANDLED || outcome == Outcome.FAILED) {
            readings.read(variable.get());
        }
        return outcome;
    }

    @Override
    public boolean cutPower() throws IOException {
        boolean answered = link.enterSmartMode(1, ending);
        if (!answered) {
            LOG.warn("The UPS does not answer to Y; the shutdown command is sent all the same");
        }
        return cutter.cut(answered);
    }

    @Override
    public void detach() throws IOException {
        if (commandSet.has(SIMPLE_MODE)) {
            link.command(SIMPLE_MODE);
        }
    }

    private Optional<InstantCommand> command(String name) {
        return InstantCommand.ALL.stream()
            .filter(command -> command.name().equalsIgnoreCase(name) && commandSet.hasAny(command.requests())).findFirst();
    }

    private boolean isDue() {
        return readings.isDue() || registers.isDue();
    }

    private void readNext() throws IOException {
        String serial = state.value("ups.serial").orElse("");
        Variable read = readings.readNext();
        String now = state.value("ups.serial").orElse("");
        if (read.query() == SERIAL_NUMBER && !now.equals(serial)) {
            LOG.warn("This is another UPS: its serial number is {}, not {}", now, serial);
            attach(1);
        }
        if (read.query() == TRANSFER_REASON) {
            status.testing(state.value(read.name()).equals(Optional.of(Conversion.FOR_A_TEST)));
        }
    }
}
