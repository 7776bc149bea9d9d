package nut.upsmon.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/** UPSes, upsds and machines on one clock that nobody waits for. Runs a history to its end, or to the first law that is broken. */
final class World {
    private static final long LOOK = 1_000;

    private static final List<Step.What> WORDS =
        List.of(Step.What.ALARM, Step.What.BYPASS, Step.What.CAL, Step.What.OFF, Step.What.RB);

    private record Event(long at, long number, Runnable work) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final History history;
    private final List<ModelUpsd> upsds = new ArrayList<>();
    private final List<ModelMachine> machines = new ArrayList<>();
    private final long tail;
    private final List<Set<String>> words = new ArrayList<>();
    private long wordsChange;
    private long now;
    private long number;
    private String broken;

    private World(History history) {
        this.history = history;
        Shape shape = history.shape();
        for (int i = 0; i < shape.servers(); i++) {
            upsds.add(new ModelUpsd(shape.upses()));
        }
        for (int i = 0; i < shape.machines(); i++) {
            machines.add(new ModelMachine(this, i, shape.confs().get(i)));
        }
        tail = history.steps().isEmpty() ? 0 : history.steps().getLast().at() + 15_000;
    }

    /** The law that a history breaks, with the time, or null. */
    static String brokenBy(History history) {
        World world = new World(history);
        world.run();
        return world.broken;
    }

    private void run() {
        for (Step step : history.steps()) {
            switch (step.what()) {
                case UPSD_DOWN -> during(step, () -> upsds.get(step.which()).stop(now), () -> upsds.get(step.which()).start(now));
                case CUT -> during(step, () -> machines.get(step.which()).cut(true), () -> machines.get(step.which()).cut(false));
                case UPSMON_DOWN -> during(step, () -> machines.get(step.which()).stop(), () -> machines.get(step.which()).start());
                case STALLED -> at(step.at(), () -> machines.get(step.which()).stall(Math.min(step.end(), tail)));
                case ADMIN -> at(step.at(), () -> machines.get(step.which()).admin());
                default -> { }
            }
        }
        machines.forEach(ModelMachine::start);
        look();
        while (broken == null && now < tail + History.TAIL && !machines.stream().allMatch(ModelMachine::isHalted)) {
            Event event = events.poll();
            now = event.at;
            event.work.run();
        }
        machines.forEach(ModelMachine::atTheEnd);
    }

    private void during(Step step, Runnable begin, Runnable end) {
        at(step.at(), begin);
        at(Math.min(step.end(), tail), end);
    }

    private void look() {
        machines.forEach(ModelMachine::look);
        in(LOOK, this::look);
    }

    void in(long millis, Runnable work) {
        at(now + millis, work);
    }

    private void at(long time, Runnable work) {
        events.add(new Event(time, number++, work));
    }

    long now() {
        return now;
    }

    void isBroken(int machine, String law) {
        if (broken == null) {
            broken = "machine " + machine + " at " + now + ": " + law;
        }
    }

    List<ModelMachine> machines() {
        return machines;
    }

    int host(int ups) {
        return history.shape().hosts().get(ups);
    }

    ModelUpsd upsd(int ups) {
        return upsds.get(host(ups));
    }

    /** Whether the driver has data. */
    boolean hasData(int ups) {
        return now >= tail || !is(Step.What.DRIVER_DOWN, ups);
    }

    /** Whether something goes on; a mains failure or low battery lasts into the tail, whatever else is mended then. */
    private boolean is(Step.What what, int ups) {
        for (Step step : history.steps()) {
            if (step.what() == what && step.which() == ups && step.at() <= now && now < step.end()) {
                return true;
            }
        }
        return false;
    }

    /** What the driver says in truth. */
    Set<String> words(int ups) {
        if (now >= wordsChange) {
            wordsChange = Long.MAX_VALUE;
            for (Step step : history.steps()) {
                long change = step.at() > now ? step.at() : step.end();
                wordsChange = change > now ? Math.min(wordsChange, change) : wordsChange;
            }
            words.clear();
            for (int i = 0; i < history.shape().upses(); i++) {
                words.add(truth(i));
            }
        }
        return words.get(ups);
    }

    private Set<String> truth(int ups) {
        Set<String> truth = new TreeSet<>();
        truth.add(is(Step.What.MAINS_OUT, ups) ? "OB" : "OL");
        if (is(Step.What.LOW, ups)) {
            truth.add("LB");
        }
        for (Step.What what : WORDS) {
            if (is(what, ups)) {
                truth.add(what.name());
            }
        }
        return truth;
    }
}
