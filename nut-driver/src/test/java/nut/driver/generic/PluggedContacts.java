package nut.driver.generic;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.InputLine;
import nut.driver.line.LineLost;
import nut.driver.line.ModemLines;
import nut.driver.line.OutputLines;

/** The real driver in real time, but for the lines, which a test sets. Any thread may set them. */
public final class PluggedContacts implements DriverKind {
    /** What was done to the lines that go to the UPS. */
    public final List<String> record = new CopyOnWriteArrayList<>();
    private final GenericKind kind = new GenericKind();
    private volatile Set<InputLine> raised = Set.of();
    private volatile boolean plugged = true;

    /** Sets the lines that come from the UPS. */
    public void raise(InputLine... lines) {
        raised = Set.of(lines);
    }

    /** Plugs the adapter in, or pulls it out. */
    public void plug(boolean there) {
        plugged = there;
    }

    @Override
    public String version() {
        return kind.version();
    }

    @Override
    public Set<String> settingNames() {
        return kind.settingNames();
    }

    @Override
    public String looksFor() {
        return kind.looksFor();
    }

    @Override
    public void check(DriverSettings settings) {
        kind.check(settings);
    }

    @Override
    public Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending) {
        return GenericKind.wire(settings, state, this::open, Clockwork.SYSTEM, news, ending);
    }

    private ModemLines open(OutputLines levels) throws LineLost {
        checkPlug("no such device");
        record.add("open " + levels);
        return new Lines();
    }

    private void checkPlug(String reason) throws LineLost {
        if (!plugged) {
            throw new LineLost(reason);
        }
    }

    private final class Lines implements ModemLines {
        @Override
        public Set<InputLine> raised() throws LineLost {
            checkPlug("the device is gone");
            return raised;
        }

        @Override
        public void drive(OutputLines levels) throws LineLost {
            checkPlug("the device is gone");
            record.add(levels.toString());
        }

        @Override
        public void close() {
            record.add("close");
        }
    }
}
