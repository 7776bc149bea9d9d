package nut.driver.dummy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * ups.status and the alarms, as NUT's driver core has them since 2.8.3: each word once, and ALARM before all others as long as there is an
 * alarm, or when the status says the word itself.
 */
final class StatusLine {
    private static final String ALARM = "ALARM";

    private final Set<String> words = new LinkedHashSet<>();
    private final List<String> alarms = new ArrayList<>();

    StatusLine(String status) {
        say(status);
    }

    /** The status without alarms; its words replace those of before. */
    void say(String status) {
        words.clear();
        words.addAll(List.of(status.strip().split(" +")));
        words.remove("");
    }

    /** An alarm begins. */
    void raise(List<String> texts) {
        alarms.addAll(texts);
    }

    /** All alarms are over. */
    void clearAlarms() {
        alarms.clear();
    }

    boolean hasAlarms() {
        return !alarms.isEmpty();
    }

    /** What ups.status is to say. */
    String status() {
        Set<String> all = new LinkedHashSet<>();
        if (hasAlarms() || words.contains(ALARM)) {
            all.add(ALARM);
        }
        all.addAll(words);
        return String.join(" ", all);
    }

    /** What ups.alarm is to say, if there are alarms. */
    String alarmText() {
        return String.join(" ", alarms);
    }
}
