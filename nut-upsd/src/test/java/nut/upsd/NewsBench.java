package nut.upsd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.conf.UpsdUser;
import nut.common.conf.UpsdUsers;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.UpsSnapshot;
import nut.upsd.driverlink.DriverNews;
import nut.upsd.driverlink.ServedUps;

/** UPSes whose drivers say what a test wants, served by the real classes at a time that the test sets. */
final class NewsBench {
    static final Duration MAX_AGE = Duration.ofSeconds(15);

    private final Serving serving = new Serving(MAX_AGE, Duration.ofHours(1));
    private final Map<String, ServedUps> upses = new HashMap<>();
    private final Map<String, DriverNews.Inlet> inlets = new HashMap<>();
    private long now = 1_000_000_000_000L;

    NewsBench() {
        UpsdUser monitor = new UpsdUser("mon", "mon", Set.of("login", "master", "fsd"), Set.of(), Optional.empty());
        serving.admit(new UpsdUsers(Map.of("mon", monitor)));
    }

    Serving serving() {
        return serving;
    }

    /** Serves these UPSes and no others; those that were served before stay what they are. */
    void serve(String... names) {
        upses.keySet().retainAll(List.of(names));
        inlets.keySet().retainAll(List.of(names));
        List<ServedUps> listed = new ArrayList<>();
        for (String name : names) {
            ServedUps ups = upses.computeIfAbsent(name, n -> new ServedUps(n, "newapc", Optional.empty(), now));
            inlets.computeIfAbsent(name, n -> serving.news().inlet(ups));
            listed.add(ups);
        }
        serving.serve(listed);
    }

    /** The driver publishes fresh data. */
    void publish(String ups, String... namesAndValues) {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        publish(ups, DataStatus.FRESH, builder.build());
    }

    void publish(String ups, DataStatus status, UpsSnapshot snapshot) {
        long heartbeat = now;
        inlets.get(ups).changed(new DriverView(true, status, snapshot, () -> heartbeat));
        pass();
    }

    /** The driver leaves. */
    void leave(String ups) {
        inlets.get(ups).changed(new DriverView(false, DataStatus.CLOSED, UpsSnapshot.EMPTY, () -> Long.MIN_VALUE));
        pass();
    }

    void pass() {
        serving.pass(now);
    }

    void later(Duration more) {
        now += more.toNanos();
        pass();
    }

    NewsClient client() {
        return new NewsClient(serving);
    }
}
