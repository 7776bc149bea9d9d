package nut.driver.dummy;

import java.io.IOException;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.state.Outcome;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.driver.core.Driver;
import nut.driver.core.UpsState;
import nut.driver.dummy.DefinitionFile.Stamp;
import nut.driver.dummy.Script.Step;
import nut.driver.line.LineLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPS that is a file. It acts the file's steps, each at its time; what clients set stays in memory until the file says otherwise.
 *
 * <p>The file is read at the start; then, in the mode dummy-once, when a poll finds it changed, and in the mode dummy-loop when the loop
 * begins again, a second after its end. As long as it cannot be read, contact with the UPS is lost.
 */
final class ScriptDriver implements Driver {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptDriver.class);
    private static final long BETWEEN_LOOPS_NANOS = 1_000_000_000L;
    private static final String STATUS = "ups.status";
    private static final String ALARM_TEXT = "ups.alarm";

    private final DefinitionFile file;
    private final AlarmClock clock;
    private final UpsState state;
    private final Sheet sheet;
    private final Mode mode;
    private final FewComplaints complaints = new FewComplaints(Complaints.to(LOG));
    private final StatusLine statusLine = new StatusLine("OL");
    private boolean alarmsShown;
    private Stamp stamp;
    private Script script;
    private int position;
    private boolean waiting;
    private long stepAt;
    private boolean lookDue;

    ScriptDriver(DefinitionFile file, AlarmClock clock, UpsState state, Mode mode) {
        this.file = file;
        this.clock = clock;
        this.state = state;
        this.sheet = new Sheet(state, LOG, clock::nanos);
        this.mode = mode;
    }

    @Override
    public void attach(int patience) throws IOException {
        if (script == null) {
            readFirst();
            sheet.write(KnownVariables.named("ups.mfr").withValue("Dummy Manufacturer"));
            sheet.write(KnownVariables.named("ups.model").withValue("Dummy UPS"));
            sheet.write(KnownVariables.named(STATUS).withValue(statusLine.status()));
            sheet.command("load.off");
            state.set("driver.parameter.mode", mode.word());
        }
        begin();
        step();
    }

    @Override
    public void beginPoll() {
        lookDue = true;
    }

    @Override
    public boolean pollNext() throws IOException {
        if (lookDue) {
            lookDue = false;
            look();
        } else if (isStepDue()) {
            step();
        }
        return lookDue || isStepDue();
    }

    @Override
    public boolean listen() {
        return isStepDue();
    }

    /** NUT's dummy-ups offers load.off, and refuses it as unknown. */
    @Override
    public Outcome run(String command, String value) {
        if (script.commands().contains(command)) {
            LOG.info("Instant command {} {}: nothing to do", command, value);
            return Outcome.HANDLED;
        }
        LOG.info("Instant command {} is unknown", command);
        return Outcome.UNKNOWN;
    }

    @Override
    public Outcome set(String name, String value) {
        if (!state.isWritable(name) || ScriptReader.ofAnotherProgram(name)) {
            return Outcome.UNKNOWN;
        }
        UpsVariable variable = state.snapshot().variable(name).orElseThrow();
        if (!value.isEmpty() && !takes(variable, value)) {
            return Outcome.INVALID;
        }
        if (name.equalsIgnoreCase(ALARM_TEXT) && value.isEmpty()) {
            statusLine.clearAlarms();
        }
        write(variable.name(), value);
        writeStatus();
        return Outcome.HANDLED;
    }

    @Override
    public boolean cutPower() {
        LOG.error("shutdown not supported: there is no load behind {}", file.path());
        return false;
    }

    private void readFirst() {
        try {
            read();
        } catch (LineLost unfit) {
            throw new AdminFault(unfit.getMessage() + "; name a definition file as port (dummy-ups(8))");
        }
    }

    private void read() throws LineLost {
        Stamp now = file.stamp();
        if (!now.equals(stamp)) {
            script = file.read(complaints);
            stamp = now;
        }
    }

    private void look() throws LineLost {
        Stamp now = file.stamp();
        if (mode == Mode.DUMMY_ONCE && !now.equals(stamp)) {
            LOG.debug("{} has changed and is read again", file.path());
            begin();
        }
    }

    /** Goes to the first step, of the file as it is now. */
    private void begin() throws LineLost {
        read();
        script.commands().forEach(sheet::command);
        statusLine.clearAlarms();
        position = 0;
        stepIn(0);
    }

    private boolean isStepDue() {
        return waiting && clock.nanos() - stepAt >= 0;
    }

    private void stepIn(long nanos) {
        stepAt = clock.nanos() + nanos;
        waiting = true;
        clock.wakeAt(stepAt);
    }

    private void step() throws LineLost {
        waiting = false;
        clock.sleepOn();
        if (position == script.steps().size()) {
            begin();
            return;
        }
        Step step = script.steps().get(position++);
        act(step);
        state.publish();
        if (position < script.steps().size()) {
            stepIn(step.pause().toNanos());
        } else if (mode != Mode.DUMMY_ONCE) {
            stepIn(BETWEEN_LOOPS_NANOS);
        }
    }

    private void act(Step step) {
        if (step.alarmsClear()) {
            statusLine.clearAlarms();
        }
        statusLine.raise(step.alarms());
        step.values().forEach(this::write);
        if (statusLine.hasAlarms()) {
            write(ALARM_TEXT, statusLine.alarmText());
        } else if (alarmsShown) {
            sheet.erase(ALARM_TEXT);
        }
        alarmsShown = statusLine.hasAlarms();
        writeStatus();
    }

    private void write(String name, String value) {
        if (name.equalsIgnoreCase(STATUS)) {
            statusLine.say(value);
        } else if (value.isEmpty()) {
            sheet.erase(name);
        } else {
            sheet.write(script.variable(name, value));
        }
    }

    private void writeStatus() {
        sheet.write(script.variable(STATUS, statusLine.status()));
    }

    private static boolean takes(UpsVariable variable, String value) {
        boolean tooLong = variable.flags().contains(ValueFlag.STRING) && variable.maximumLength() > 0
            && value.length() > variable.maximumLength();
        return !tooLong && (variable.enumeration().isEmpty() || variable.enumeration().contains(value))
            && (variable.ranges().isEmpty() || inRange(variable, value));
    }

    private static boolean inRange(UpsVariable variable, String value) {
        try {
            double number = Double.parseDouble(value);
            return variable.ranges().stream().anyMatch(range -> number >= range.minimum() && number <= range.maximum());
        } catch (NumberFormatException notOne) {
            return false;
        }
    }
}
