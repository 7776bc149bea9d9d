package nut.upsmon.decision;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import nut.common.conf.NotifyType;

/**
 * What people are told of when the words of ups.status change: a pair of notifications for each word in the table, ONLINE and ONBATT,
 * LOWBATT, OTHER for words that upsmon does not know (upsmon(8), "NOTIFY EVENTS"). The first words of a UPS are news too, other than OL.
 * One for each UPS.
 */
final class StatusNews {
    private record Pair(String word, NotifyType begins, NotifyType ends) {
    }

    private enum Line { UNKNOWN, POWER, BATTERY }

    private static final List<Pair> PAIRS = List.of(new Pair("CAL", NotifyType.CAL, NotifyType.NOTCAL),
        new Pair("OFF", NotifyType.OFF, NotifyType.NOTOFF), new Pair("BYPASS", NotifyType.BYPASS, NotifyType.NOTBYPASS),
        new Pair("ECO", NotifyType.ECO, NotifyType.NOTECO), new Pair("OVER", NotifyType.OVER, NotifyType.NOTOVER),
        new Pair("TRIM", NotifyType.TRIM, NotifyType.NOTTRIM), new Pair("BOOST", NotifyType.BOOST, NotifyType.NOTBOOST));
    private static final Set<String> KNOWN = Set.of("OL", "OB", "LB", "HB", "RB", "CHRG", "DISCHRG", "FSD", "ALARM", "CAL", "OFF", "BYPASS",
        "ECO", "OVER", "TRIM", "BOOST");
    /** When there is an alarm of which nothing else is known; NUT's word. */
    private static final String NO_TEXT = "n/a";

    private Set<String> words = Set.of();
    private Set<String> others = Set.of();
    private Line line = Line.UNKNOWN;
    private String alarm = "";
    private String alarmSaid = "";

    /** Nothing is known any more. */
    void forget() {
        words = Set.of();
        others = Set.of();
        line = Line.UNKNOWN;
        alarm = "";
        alarmSaid = "";
    }

    /** What ups.alarm says now; "" if there is no such variable. */
    void alarm(String text, BiConsumer<NotifyType, String> say) {
        alarm = text;
        if (words.contains("ALARM")) {
            sayAlarm(say);
        }
    }

    /** Says what has changed, first what has ended. */
    void hear(Set<String> now, BiConsumer<NotifyType, String> say) {
        if (now.equals(words) && (alarm.isEmpty() || alarm.equals(alarmSaid))) {
            return;
        }
        Set<String> before = words;
        words = Set.copyOf(now);
        for (Pair pair : PAIRS) {
            if (before.contains(pair.word) && !now.contains(pair.word)) {
                say.accept(pair.ends, "");
            }
        }
        if (before.contains("ALARM") && !now.contains("ALARM")) {
            alarm = "";
            alarmSaid = "";
            say.accept(NotifyType.NOTALARM, "");
        }
        line(now, say);
        if (now.contains("LB") && !before.contains("LB")) {
            say.accept(NotifyType.LOWBATT, "");
        }
        for (Pair pair : PAIRS) {
            if (now.contains(pair.word) && !before.contains(pair.word)) {
                say.accept(pair.begins, "");
            }
        }
        if (now.contains("ALARM") && (!before.contains("ALARM") || !alarm.isEmpty())) {
            sayAlarm(say);
        }
        others(now, say);
    }

    private void line(Set<String> now, BiConsumer<NotifyType, String> say) {
        if (now.contains("OB")) {
            if (line != Line.BATTERY) {
                say.accept(NotifyType.ONBATT, "");
            }
            line = Line.BATTERY;
        } else if (now.contains("OL")) {
            if (line == Line.BATTERY) {
                say.accept(NotifyType.ONLINE, "");
            }
            line = Line.POWER;
        }
    }

    private void sayAlarm(BiConsumer<NotifyType, String> say) {
        String text = alarm.isEmpty() ? NO_TEXT : alarm;
        if (!text.equals(alarmSaid)) {
            alarmSaid = text;
            say.accept(NotifyType.ALARM, text);
        }
    }

    private void others(Set<String> now, BiConsumer<NotifyType, String> say) {
        Set<String> unknown = new TreeSet<>(now);
        unknown.removeAll(KNOWN);
        if (!unknown.equals(others)) {
            others = unknown;
            say.accept(unknown.isEmpty() ? NotifyType.NOTOTHER : NotifyType.OTHER, String.join(" ", unknown));
        }
    }
}
