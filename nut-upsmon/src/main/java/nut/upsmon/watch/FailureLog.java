package nut.upsmon.watch;

import nut.common.conf.UpsmonConf.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a UPS cannot be asked, as often as POLLFAIL_LOG_THROTTLE_MAX allows. Owned by the UPS's thread. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final Monitor monitor;
    private final int every;
    private String last = "";
    private int since;

    /**
     * A log that has said nothing.
     *
     * @param every the how-manieth failure of the same kind is said again; 0 for none, below 0 for each
     */
    FailureLog(Monitor monitor, int every) {
        this.monitor = monitor;
        this.every = every;
    }

    /** A try between two polls has failed: that is said only if it is for another reason. */
    void failedEarly(String reason) {
        if (!reason.equals(last)) {
            failed(reason);
        }
    }

    void failed(String reason) {
        boolean again = reason.equals(last);
        since = again ? since + 1 : 0;
        if (!again || every < 0 || every > 0 && since >= every) {
            since = 0;
            last = reason;
            LOG.warn("Poll UPS [{}] failed - {}", monitor.ups(), reason);
        }
    }

    void worked() {
        if (!last.isEmpty()) {
            LOG.info("UPS [{}] can be asked again", monitor.ups());
        }
        last = "";
    }
}
