package nut.upsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nut.common.conf.Complaints;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsSection;
import nut.common.conf.UpsdUsers;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.UpsSnapshot;
import nut.upsd.driverlink.DriverNews;
import nut.upsd.driverlink.ServedUps;
import org.slf4j.LoggerFactory;

/** Our side of the exchanges: the UPSes of {@code peer/}, served by the real classes, with scripted drivers. */
final class ScriptedUpses {
    static final long NOW = 1_000_000_000_000L;
    private static final Duration MAX_AGE = Duration.ofSeconds(15);

    private final Serving serving = new Serving(MAX_AGE, Duration.ofHours(1));
    private final List<List<String>> submitted = new ArrayList<>();
    private long lastRequest;

    ScriptedUpses(Path directory) throws IOException {
        Complaints complaints = Complaints.to(LoggerFactory.getLogger(ScriptedUpses.class));
        UpsConf conf = UpsConf.read(copy("ups.conf", directory), complaints);
        serving.admit(UpsdUsers.read(copy("upsd.users", directory), complaints));
        List<ServedUps> listed = new ArrayList<>();
        for (UpsSection section : conf.sections()) {
            listed.add(scripted(section));
        }
        serving.serve(listed);
        serving.pass(NOW);
    }

    Serving serving() {
        return serving;
    }

    /** What drivers were told. */
    List<List<String>> submitted() {
        return submitted;
    }

    private ServedUps scripted(UpsSection section) {
        ServedUps ups = new ServedUps(section.name(), section.driver(), section.value("desc"), NOW);
        if (section.name().equals("gone")) {
            return ups;
        }
        UpsSnapshot snapshot = StateFile.snapshot(section.name());
        DataStatus status = section.name().equals("lost") ? DataStatus.STALE : DataStatus.FRESH;
        DriverNews.Inlet inlet = serving.news().inlet(ups);
        inlet.changed(new DriverView(true, status, snapshot, () -> NOW));
        ups.mailbox(words -> {
            submitted.add(words);
            long id = ++lastRequest;
            ScriptedAnswers.to(words).ifPresent(outcome -> inlet.outcome(id, outcome));
            return id;
        });
        return ups;
    }

    private static Path copy(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, StateFile.resource(name));
        return file;
    }
}
