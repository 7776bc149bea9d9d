package nut.upsmon.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happens to a small world: steps in the order of time.
 *
 * @param shape which machines and UPSes there are, see {@link Shape}
 * @param steps what happens
 */
record History(Shape shape, List<Step> steps) {
    /** After the last step all that is broken is whole again. */
    static final long TAIL = 50_000;
    private static final long SPAN = 40_000;

    History {
        steps = List.copyOf(steps);
    }

    /** A history that is always the same for a seed. */
    static History random(long seed, List<Shape> shapes) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Shape shape = shapes.get(random.nextInt(shapes.size()));
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            steps.add(step(random, shape));
        }
        steps.sort(Comparator.comparingLong(Step::at));
        return new History(shape, steps);
    }

    private static Step step(Random random, Shape shape) {
        Step.What[] all = Step.What.values();
        Step.What what = random.nextInt(3) > 0 ? all[random.nextInt(2)] : all[random.nextInt(all.length)];
        if (random.nextInt(4) == 0) {
            what = all[Step.What.UPSD_DOWN.ordinal() + random.nextInt(5)];
        }
        if (what == Step.What.ADMIN && random.nextInt(4) > 0) {
            what = Step.What.MAINS_OUT;
        }
        int which = switch (what) {
            case CUT, UPSMON_DOWN, STALLED, ADMIN -> random.nextInt(shape.machines());
            case UPSD_DOWN -> random.nextInt(shape.servers());
            default -> random.nextInt(shape.upses());
        };
        long at = random.nextLong(SPAN / 100) * 100;
        long lasts = switch (what) {
            case ADMIN -> 0;
            case MAINS_OUT, LOW -> random.nextInt(3) == 0 ? 200_000 : 100 + random.nextLong(30_000);
            case UPSMON_DOWN, UPSD_DOWN -> 100 + random.nextLong(random.nextBoolean() ? 2_000 : 20_000);
            default -> 100 + random.nextLong(25_000);
        };
        return new Step(at, what, which, lasts);
    }

    /** Without all the steps that the failure does not need. */
    History shrunk(Predicate<History> fails) {
        History smallest = this;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = 0; i < smallest.steps.size() && !smaller; i++) {
                List<Step> fewer = new ArrayList<>(smallest.steps);
                fewer.remove(i);
                History candidate = new History(shape, fewer);
                if (fails.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                }
            }
        }
        return smallest;
    }

    @Override
    public String toString() {
        return shape + "\n" + steps.stream().map(step -> "  " + step).collect(Collectors.joining("\n"));
    }
}
