package nut.driver.apc;

import java.io.IOException;
import nut.driver.core.UpsState;
import nut.driver.line.Line;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the UPS's status. Alerts change ups.status, and are published, the moment their byte is taken from the line; then Q is
 * asked before anything else, because Q is the truth and the alert only the news.
 *
 * <p>On a noisy line a wrong byte must not become a wrong shutdown: for a second after a byte that means nothing, alerts only lead to Q.
 */
final class StatusWatch implements Ear.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWatch.class);
    private static final long PANEL_TEST_NANOS = 3_000_000_000L;
    private static final int TRIES = 6;

    private final Line line;
    private final UpsState state;
    private Inquiry inquiry;
    private StatusFlags status;
    private boolean bypass;
    private boolean testing;
    private boolean settingsChanged;
    private boolean published;
    private boolean due;
    private boolean changed;
    private long meaningless;

    StatusWatch(Line line, UpsState state) {
        this.line = line;
        this.state = state;
        this.meaningless = line.nanos();
    }

    /** Whoever asks; it needs the link, which needs this. To be called once, before anything is asked. */
    void asksThrough(Inquiry chosen) {
        inquiry = chosen;
    }

    /** From now on a change of status is published at once: the rest of the UPS is known. */
    void publishesAtOnce() {
        published = true;
    }

    /** Q is to be asked as soon as possible. */
    void demand() {
        due = true;
    }

    boolean isDue() {
        return due;
    }

    /** Whether the status has changed since this was last asked. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    /** Whether the UPS has said that one of its settings was changed, since this was last asked. */
    boolean takeSettingsChanged() {
        boolean taken = settingsChanged;
        settingsChanged = false;
        return taken;
    }

    /** Whether the load is on bypass, which Q does not tell. */
    void bypass(boolean on) {
        if (on != bypass) {
            String before = words(status);
            bypass = on;
            publish(before, "register ~");
        }
    }

    /** Whether the last transfer to battery was for a test, which Q does not tell; to be asked anew after each transfer. */
    void testing(boolean test) {
        if (test != testing && status != null) {
            String before = words(status);
            testing = test;
            if (!words(status).equals(before)) {
                publish(before, "G");
            }
        }
    }

    /** The front panel test begins, during which some units say nonsense to Q: it is not asked for 3 s. */
    void panelTest() {
        meaningless = line.nanos() + PANEL_TEST_NANOS;
    }

    /**
     * Asks Q until its answer is one, and no alert came while it was given: such an answer may be older than the alert. A change that no
     * alert has announced must be said twice, because nothing else protects an answer from noise.
     */
    void ask() throws IOException {
        StatusFlags answer = null;
        StatusFlags before = status;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            due = false;
            if (line.nanos() - meaningless < 0) {
                return;
            }
            answer = inquiry.askStatus();
            if (answer != null && !due && (before == null || answer.equals(before) || answer.equals(status))) {
                become(answer, "Q");
                return;
            }
            before = answer == null ? before : answer;
        }
        if (answer == null) {
            throw new NoAnswer("no valid answer to Q");
        }
    }

    @Override
    public void alert(char alert) {
        due = true;
        changed = true;
        if (inquiry.isNoisy()) {
            LOG.debug("alert {} on a noisy line: only a reason to ask for the status", alert);
        } else if (status != null) {
            become(status.after(alert), "alert " + alert);
        }
    }

    @Override
    public void perhapsAlert(char received) {
        due = true;
    }

    @Override
    public void settingChanged() {
        settingsChanged = true;
    }

    @Override
    public void garbage(char received) {
        inquiry.garbage("a byte that nobody asked for, " + (int) received);
    }

    private void become(StatusFlags next, String source) {
        if (!next.equals(status)) {
            String before = words(status);
            testing &= status != null && status.onBattery();
            status = next;
            changed = true;
            publish(before, source);
        }
    }

    private void publish(String before, String source) {
        state.set("ups.status", words(status));
        if (published) {
            state.publish();
        }
        LOG.info("ups.status {} -> {} ({})", before, words(status), source);
    }

    private String words(StatusFlags flags) {
        if (flags == null) {
            return "unknown";
        }
        boolean inTest = testing && flags.onBattery() && !flags.calibrating();
        return flags.words() + (bypass ? " BYPASS" : "") + (inTest ? " TEST" : "");
    }
}
