package nut.upsmon.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An upsd: clients that are logged in, and FSD, which it forgets when it is restarted. */
final class ModelUpsd {
    private final List<Set<Integer>> logins = new ArrayList<>();
    private final boolean[] forced;
    private int life = 1;
    private int stops;
    private boolean off;
    private long upSince;
    private long lastDown = Long.MIN_VALUE / 2;

    ModelUpsd(int upses) {
        this.forced = new boolean[upses];
        for (int i = 0; i < upses; i++) {
            logins.add(new HashSet<>());
        }
    }

    void stop(long now) {
        stops++;
        life++;
        lastDown = now;
        logins.forEach(Set::clear);
        Arrays.fill(forced, false);
    }

    void start(long now) {
        stops--;
        upSince = now;
        lastDown = now;
    }

    /** With the machine that it runs on. */
    void switchOff() {
        off = true;
    }

    boolean isUp() {
        return stops == 0 && !off;
    }

    boolean isUpSince(long time) {
        return isUp() && upSince <= time;
    }

    long lastDown() {
        return lastDown;
    }

    /** Another after each restart. */
    int life() {
        return life;
    }

    void login(int ups, int machine) {
        logins.get(ups).add(machine);
    }

    void logout(int ups, int machine) {
        logins.get(ups).remove(machine);
    }

    boolean isLoggedIn(int ups, int machine) {
        return logins.get(ups).contains(machine);
    }

    int logins(int ups) {
        return logins.get(ups).size();
    }

    void force(int ups) {
        forced[ups] = true;
    }

    boolean isForced(int ups) {
        return forced[ups];
    }
}
