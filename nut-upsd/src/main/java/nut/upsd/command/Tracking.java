package nut.upsd.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nut.common.state.Outcome;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of requests whose clients asked to know (SET TRACKING ON). Entries are forgotten after TRACKINGDELAY, and the oldest earlier
 * when there are {@value #MOST_ENTRIES}. Owned by the event loop.
 */
public final class Tracking {
    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);
    private static final int MOST_ENTRIES = 4096;

    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private final Map<RequestKey, Entry> underWay = new HashMap<>();
    private Duration keepFor;
    private long now;

    private record RequestKey(ServedUps ups, long id) {
    }

    private static final class Entry {
        private final String id;
        private final RequestKey request;
        private final long sinceNanos;
        private Outcome outcome;

        Entry(String id, RequestKey request, long sinceNanos) {
            this.id = id;
            this.request = request;
            this.sinceNanos = sinceNanos;
        }
    }

    /** Nothing under way. */
    public Tracking(Duration keepFor) {
        this.keepFor = keepFor;
    }

    /** upsd.conf was read again. */
    public void keepFor(Duration trackingDelay) {
        keepFor = trackingDelay;
    }

    /** The time of the loop's pass. Forgets what is too old. */
    public void now(long bootNanos) {
        now = bootNanos;
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (now - entry.sinceNanos <= keepFor.toNanos()) {
                return;
            }
            oldest.remove();
            underWay.remove(entry.request);
        }
    }

    /** A driver has reported how a request ended. */
    public void outcome(ServedUps ups, long request, Outcome outcome) {
        Entry entry = underWay.remove(new RequestKey(ups, request));
        if (entry != null) {
            entry.outcome = outcome;
            LOG.info("tracking ID: {}\tresult: {}", entry.id, words(outcome));
        }
    }

    /**
     * A request was handed to a driver.
     *
     * @param request its id, or -1 when it could not be handed over
     * @return the tracking id, empty when the client did not ask for one
     */
    String begin(Session session, ServedUps ups, long request) {
        if (!session.tracking()) {
            return "";
        }
        String id = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        if (request >= 0) {
            Entry entry = new Entry(id, new RequestKey(ups, request), now);
            entries.put(id, entry);
            underWay.put(entry.request, entry);
            if (entries.size() > MOST_ENTRIES) {
                Entry oldest = entries.pollFirstEntry().getValue();
                underWay.remove(oldest.request, oldest);
            }
        }
        return id;
    }

    /** The answer to a request that is on its way. */
    static void accepted(String trackingId, Output out) {
        if (trackingId.isEmpty()) {
            out.text("OK").end();
        } else {
            out.text("OK TRACKING ").text(trackingId).end();
        }
    }

    /** The answer to GET TRACKING. */
    String status(String id) {
        Entry entry = entries.get(id.toUpperCase(Locale.ROOT));
        return entry == null ? words(Outcome.UNKNOWN) : entry.outcome == null ? "PENDING" : words(entry.outcome);
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case HANDLED -> "SUCCESS";
            case UNKNOWN -> "ERR UNKNOWN";
            case INVALID -> "ERR INVALID-ARGUMENT";
            case FAILED -> "ERR FAILED";
        };
    }
}
