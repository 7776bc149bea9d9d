package nut.jail.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Of several runs the middle one, which one disturbed run does not move. */
final class Median {
    private Median() {
    }

    static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
        return at(runs.stream().mapToDouble(figure).toArray(), 0.5);
    }

    /** The figure below which that part of them is. */
    static double at(double[] figures, double part) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
    }
}
