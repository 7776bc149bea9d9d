package nut.driver.dummy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nut.common.protocol.ErrorAnswer;
import nut.common.state.Outcome;
import nut.common.state.UpsVariable;
import nut.driver.core.Driver;
import nut.driver.core.UpsState;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a UPS of another upsd: its variables are read in each poll, all at once; what clients may write and order is asked for when the
 * variables are others than before, and each minute. Writing and ordering is offered only with an account at that upsd, and passed on.
 */
final class RepeaterDriver implements Driver {
    private static final Logger LOG = LoggerFactory.getLogger(RepeaterDriver.class);
    /** What NUT's upsd says of a UPS before its driver has said anything. */
    private static final String WAITING = "WAIT";
    /** A list that was asked for while a driver was starting may be incomplete. */
    private static final long FIND_OUT_AGAIN_NANOS = 60_000_000_000L;

    private final RepeaterPort port;
    private final Sheet sheet;
    private final UpsState state;
    private final RepeaterSettings settings;
    private final String ups;
    private final boolean mayOrder;
    private final ArrayDeque<String> undescribed = new ArrayDeque<>();
    private final Map<String, UpsVariable> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Map<String, String> values = Map.of();
    private boolean valuesDue;
    private long foundOut;

    /**
     * A driver for the UPS at the port's upsd.
     *
     * @param mayOrder whether there is an account, so that writing and ordering make sense
     */
    RepeaterDriver(RepeaterPort port, UpsState state, RepeaterSettings settings, boolean mayOrder) {
        this.port = port;
        this.state = state;
        this.sheet = new Sheet(state, LOG, System::nanoTime);
        this.settings = settings;
        this.ups = settings.address().ups();
        this.mayOrder = mayOrder;
        state.takeStatusAsItIs();
    }

    @Override
    public boolean mayStartAlone() {
        return settings.startAlone();
    }

    @Override
    public void attach(int patience) throws IOException {
        try {
            reattach();
            while (!undescribed.isEmpty()) {
                describe(undescribed.poll());
            }
        } catch (IOException absent) {
            throw settings.absent(absent);
        }
    }

    @Override
    public void reattach() throws IOException {
        state.set("driver.parameter.mode", Mode.REPEATER.word());
        values = Map.of();
        copyValues();
    }

    @Override
    public void beginPoll() {
        valuesDue = true;
    }

    @Override
    public boolean pollNext() throws IOException {
        if (valuesDue) {
            valuesDue = false;
            copyValues();
        } else if (!undescribed.isEmpty()) {
            describe(undescribed.poll());
        }
        return valuesDue || !undescribed.isEmpty();
    }

    @Override
    public Outcome run(String command, String value) throws IOException {
        return value.isEmpty() ? order("INSTCMD", ups, command) : order("INSTCMD", ups, command, value);
    }

    @Override
    public Outcome set(String variable, String value) throws IOException {
        return order("SET", "VAR", ups, variable, value);
    }

    @Override
    public boolean cutPower() {
        LOG.error("shutdown not supported: this driver only repeats {}", ups);
        return false;
    }

    private Outcome order(String... words) throws IOException {
        if (!mayOrder) {
            return Outcome.UNKNOWN;
        }
        valuesDue = true;
        return new RemoteOrder(port, words).give();
    }

    private void copyValues() throws IOException {
        Map<String, String> now = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        port.demand(upsd -> upsd.variables(ups)).forEach((name, value) -> {
            if (!ScriptReader.ofAnotherProgram(name)) {
                now.put(name, value);
            }
        });
        if (WAITING.equals(now.get("ups.status"))) {
            throw new NoAnswer("its upsd waits for its driver");
        }
        boolean others = !now.keySet().equals(values.keySet());
        values = now;
        if (mayOrder && (others || System.nanoTime() - foundOut > FIND_OUT_AGAIN_NANOS)) {
            findOut(others);
        }
        sheet.eraseAllBut(now.keySet());
        now.forEach(this::write);
        state.publish();
    }

    private void write(String name, String value) {
        try {
            UpsVariable known = described.get(name);
            sheet.write(known == null ? UpsVariable.of(name, value) : known.withValue(value));
        } catch (IllegalArgumentException noName) {
            LOG.debug("{}", noName.getMessage());
        }
    }

    /**
     * Asks which variables can be written, and which commands there are; how a variable can be written is asked one by one after that.
     *
     * @param anew whether what is known of a variable may be outdated
     */
    private void findOut(boolean anew) throws IOException {
        List<String> writable = words(port.demand(upsd -> upsd.list("RW", ups)), 2).stream().filter(values::containsKey).toList();
        List<String> orders = words(port.demand(upsd -> upsd.list("CMD", ups)), 2).stream()
            .filter(name -> !ScriptReader.ofAnotherProgram(name)).toList();
        described.keySet().retainAll(caseless(writable));
        undescribed.clear();
        undescribed.addAll(anew ? writable : writable.stream().filter(name -> !described.containsKey(name)).toList());
        sheet.withdrawAllBut(caseless(orders));
        orders.forEach(sheet::command);
        foundOut = System.nanoTime();
    }

    private static Set<String> caseless(Collection<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }

    private void describe(String name) throws IOException {
        try {
            described.put(name, Description.ask(port, ups, name));
            if (values.containsKey(name)) {
                write(name, values.get(name));
            }
        } catch (ErrorAnswer | NoAnswer gone) {
            LOG.debug("{} is not described: {}", name, gone.getMessage());
        }
        if (undescribed.isEmpty()) {
            state.publish();
        }
    }

    /** One word of each line of a list. */
    static List<String> words(Collection<List<String>> lines, int index) throws NoAnswer {
        for (List<String> line : lines) {
            if (line.size() <= index) {
                throw new NoAnswer("its upsd lists a line with too few words");
            }
        }
        return lines.stream().map(line -> line.get(index)).toList();
    }
}
