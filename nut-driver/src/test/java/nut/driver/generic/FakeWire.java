package nut.driver.generic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import nut.driver.line.InputLine;
import nut.driver.line.LineLost;
import nut.driver.line.ModemLines;
import nut.driver.line.OutputLines;

/** The far end of a cable, with a time of its own that passes only when somebody waits. */
final class FakeWire implements ModemLines, Clockwork {
    private static final long MILLISECOND = 1_000_000;

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** What the driver's end did, with the time in ms: "0 open DTR". */
    final List<String> record = new ArrayList<>();
    private final EnumSet<InputLine> raised = EnumSet.noneOf(InputLine.class);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;
    private boolean plugged = true;
    private boolean stuck;

    /** Opens the near end. */
    ModemLines open(OutputLines levels) throws LineLost {
        if (!plugged) {
            throw new LineLost("no such device");
        }
        record("open " + levels);
        return this;
    }

    /** Sets the lines of the UPS now, by their names, such as "CTS DCD". */
    void lines(String names) {
        raised.clear();
        for (String name : names.split(" ")) {
            if (!name.isEmpty()) {
                raised.add(InputLine.valueOf(name));
            }
        }
    }

    void linesIn(long millis, String names) {
        in(millis, () -> lines(names));
    }

    void in(long millis, Runnable what) {
        events.add(new Event(now + millis * MILLISECOND, order++, what));
    }

    void plug(boolean there) {
        plugged = there;
    }

    /** From now on the system does not answer when the lines are asked for. */
    void stick() {
        stuck = true;
    }

    /** Lets time pass. */
    void passMillis(long millis) {
        pass(millis * MILLISECOND);
    }

    long millis() {
        return now / MILLISECOND;
    }

    @Override
    public Set<InputLine> raised() throws LineLost {
        if (!plugged) {
            throw new LineLost("the device is gone");
        }
        return Set.copyOf(raised);
    }

    @Override
    public void drive(OutputLines levels) throws LineLost {
        if (!plugged) {
            throw new LineLost("the device is gone");
        }
        record(levels.toString());
    }

    @Override
    public void close() {
        record("close");
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void pass(long nanos) {
        long end = now + nanos;
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.poll();
            now = Math.max(now, event.at());
            event.what().run();
        }
        now = end;
    }

    @Override
    public Beat start(String name, long intervalNanos, Runnable work) {
        boolean[] stopped = {false};
        beat(stopped, intervalNanos, work);
        return () -> stopped[0] = true;
    }

    private void beat(boolean[] stopped, long intervalNanos, Runnable work) {
        if (!stopped[0]) {
            if (!stuck) {
                work.run();
            }
            events.add(new Event(now + intervalNanos, order++, () -> beat(stopped, intervalNanos, work)));
        }
    }

    private void record(String what) {
        record.add(millis() + " " + what);
    }
}
