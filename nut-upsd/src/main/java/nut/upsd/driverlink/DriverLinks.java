package nut.upsd.driverlink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import nut.common.conf.UpsSection;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsdEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of the joints with the drivers, one for each UPS of ups.conf. Belongs to the thread that reads the configuration; the
 * {@link ServedUps} that it makes belong to the event loop as soon as it serves them.
 */
public final class DriverLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverLinks.class);

    private final Path stateDirectory;
    private final String version;
    private final DriverNews news;
    private final LongSupplier bootNanos;
    private final DirectoryWatch watch;
    private Map<String, Link> links = new LinkedHashMap<>();

    private record Link(ServedUps ups, UpsdEnd end) {
    }

    /**
     * No links yet.
     *
     * @param stateDirectory where drivers and upsd meet
     * @param version        upsd's version, for its stubs
     * @param news           where the news of the drivers cross to the loop
     * @param bootNanos      the clock
     * @throws nut.common.AdminFault when the directory is not there or may not be read
     */
    public DriverLinks(Path stateDirectory, String version, DriverNews news, LongSupplier bootNanos) {
        this.stateDirectory = stateDirectory;
        this.version = version;
        this.news = news;
        this.bootNanos = bootNanos;
        this.watch = DirectoryWatch.open(stateDirectory);
    }

    /**
     * Follows the drivers of these UPSes and no others. One that was followed before stays as it is, with its clients and its FSD; only its
     * description may be new.
     *
     * @return the UPSes in the order of the file
     */
    public List<ServedUps> follow(List<UpsSection> sections) {
        Map<String, Link> next = new LinkedHashMap<>();
        List<ServedUps> listed = new ArrayList<>();
        for (UpsSection section : sections) {
            String key = section.name().toLowerCase(Locale.ROOT);
            if (next.containsKey(key)) {
                LOG.error("{}: UPS name [{}] is already in use!", section.position(), section.name());
                continue;
            }
            Link known = links.remove(key);
            boolean same = known != null && known.ups().name().equals(section.name());
            Link link = same ? known : link(section);
            if (known != null && !same) {
                leave(known);
            }
            news.post(() -> link.ups().describe(section.driver(), section.value("desc")));
            next.put(key, link);
            listed.add(link.ups());
        }
        links.values().forEach(DriverLinks::leave);
        links = next;
        return listed;
    }

    private Link link(UpsSection section) {
        ServedUps ups = new ServedUps(section.name(), section.driver(), section.value("desc"), bootNanos.getAsLong());
        DriverNews.Inlet inlet = news.inlet(ups);
        UpsdEnd end = UpsdEnd.follow(watch, stateDirectory, section.name(), version, new UpsdEnd.Listener() {
            @Override
            public void changed(DriverView view) {
                inlet.changed(view);
            }

            @Override
            public void outcome(long id, Outcome outcome) {
                inlet.outcome(id, outcome);
            }
        });
        ups.mailbox(end::submit);
        return new Link(ups, end);
    }

    private static void leave(Link link) {
        LOG.info("Deleting UPS [{}]", link.ups().name());
        link.end().close();
    }

    @Override
    public void close() {
        links.values().forEach(link -> link.end().close());
        watch.close();
    }
}
