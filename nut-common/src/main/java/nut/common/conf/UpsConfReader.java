package nut.common.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes settings and sections of the statements of ups.conf. Lines have the form {@code [name]}, {@code name = value} or {@code flag}. */
final class UpsConfReader {
    private static final Set<String> GLOBAL =
        Set.of("chroot", "debug_min", "driverpath", "group", "maxretry", "maxstartdelay", "pollinterval", "retrydelay", "statepath",
            "synchronous", "user");

    private final Complaints complaints;
    private final Map<String, Setting> global = new LinkedHashMap<>();
    private final Map<String, Draft> sections = new LinkedHashMap<>();
    private Draft current;

    /** A section that is still growing; a broken one takes its settings with it. */
    private record Draft(String name, Position position, boolean broken, Map<String, Setting> settings) {
    }

    UpsConfReader(Complaints complaints) {
        this.complaints = complaints;
    }

    UpsConf read(List<Statement> statements) {
        for (Statement s : statements) {
            String first = s.keyword();
            if (first.startsWith("[")) {
                begin(s);
            } else {
                Setting setting = setting(s);
                if (setting != null) {
                    put(setting);
                }
            }
        }
        return new UpsConf(global, finished());
    }

    private void begin(Statement s) {
        String first = s.keyword();
        String name = first.endsWith("]") && first.length() > 2 ? first.substring(1, first.length() - 1) : "";
        String fault = nameFault(name);
        if (!fault.isEmpty()) {
            complaints.error(s.position(), "the section header " + fault + "; write [name]; the section is left out");
            current = new Draft(name, s.position(), true, new LinkedHashMap<>());
            return;
        }
        if (s.words().size() > 1) {
            complaints.warning(s.position(), "the words after [" + name + "] have no effect; put them on lines of their own");
        }
        current = sections.get(name);
        if (current == null) {
            current = new Draft(name, s.position(), false, new LinkedHashMap<>());
            sections.put(name, current);
        } else {
            complaints.warning(s.position(),
                "[" + name + "] already stands in line " + current.position().line() + "; the two are read as one section");
        }
    }

    /** Why a name cannot be a UPS's name, or "". It becomes part of file names and of addresses like name@host:port. */
    private static String nameFault(String name) {
        if (name.isEmpty()) {
            return "has no name, a blank in its name, or no closing bracket";
        }
        if (name.equals("default")) {
            return "is [default], a name that is reserved";
        }
        if (name.startsWith(".") || name.startsWith("-")) {
            return "begins with '" + name.charAt(0) + "'";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || "/\\@:\"'=#[]".indexOf(c) >= 0) {
                return "has a character that no UPS name may have (" + (c == ' ' ? "a blank" : c) + ")";
            }
        }
        return "";
    }

    private Setting setting(Statement s) {
        List<String> words = s.words();
        String name = canonical(s.keyword());
        if (words.size() == 1 && !name.equals("=")) {
            return new Setting(s.position(), name, "");
        }
        if (words.size() < 3 || name.equals("=") || !words.get(1).equals("=")) {
            complaints.error(s.position(), (name.equals("=") ? "a line begins with '='" : name + " is not followed by '=' and a value")
                + "; write name = value, with quotes around a value with blanks; the line is left out");
            return null;
        }
        if (words.size() > 3) {
            complaints.warning(s.position(), "the words after the first value of " + name
                + " have no effect; put quotes around a value with blanks");
        }
        return new Setting(s.position(), name, words.get(2));
    }

    /** Two names may be written in capitals, because upsd.conf has them so. */
    private static String canonical(String name) {
        return name.equalsIgnoreCase("statepath") || name.equalsIgnoreCase("debug_min") ? name.toLowerCase(Locale.ROOT) : name;
    }

    private void put(Setting setting) {
        Map<String, Setting> settings = current == null ? global : current.settings();
        String name = setting.name();
        Set<String> notYet = current == null ? NotYet.UPS_GLOBAL : NotYet.UPS_SECTION;
        if (notYet.contains(name)) {
            complaints.warning(setting.position(), NotYet.sentence(name));
        } else if (current == null && !GLOBAL.contains(name)) {
            complaints.error(setting.position(), "invalid global directive " + name
                + "; the line is left out; if it belongs to a UPS, put it below that UPS's [name]");
            return;
        } else if (name.equals("sddelay")) {
            complaints.warning(setting.position(), "sddelay is obsolete and has no effect");
        }
        if (!hasGoodValue(setting)) {
            return;
        }
        Setting earlier = settings.put(name, setting);
        if (earlier != null) {
            complaints.warning(setting.position(), name + " already stands in line " + earlier.position().line() + "; this one counts");
        }
    }

    private boolean hasGoodValue(Setting setting) {
        return switch (setting.name()) {
            case "pollinterval" -> isNumber(setting, 1);
            case "debug_min" -> isNumber(setting, 0);
            case "maxretry", "retrydelay", "maxstartdelay" -> isNumber(setting, 0);
            case "sdorder" -> isNumber(setting, -1);
            case "reconnect_max_tries", "reconnect_report_freq" -> isNumber(setting, Integer.MIN_VALUE);
            case "driver", "port", "desc", "user", "group", "chroot", "driverpath", "statepath" -> isText(setting);
            default -> true;
        };
    }

    private boolean isNumber(Setting setting, int minimum) {
        Integer number = Numbers.parse(setting.value());
        if (number == null || number < minimum) {
            complaints.error(setting.position(), setting.name() + " is \"" + setting.value() + "\" but must be a whole number"
                + (minimum == Integer.MIN_VALUE ? "" : " from " + minimum + " up") + "; the line is left out");
            return false;
        }
        return true;
    }

    private boolean isText(Setting setting) {
        if (setting.value().isEmpty() && !setting.name().equals("desc")) {
            complaints.error(setting.position(),
                setting.name() + " has no value; write " + setting.name() + " = value; the line is left out");
            return false;
        }
        return true;
    }

    private List<UpsSection> finished() {
        List<UpsSection> finished = new ArrayList<>();
        for (Draft draft : sections.values()) {
            String missing = draft.settings().containsKey("driver") ? draft.settings().containsKey("port") ? "" : "port" : "driver";
            if (missing.isEmpty()) {
                finished.add(new UpsSection(draft.name(), draft.position(), draft.settings()));
            } else {
                complaints.error(draft.position(), "ignoring incomplete configuration for UPS [" + draft.name() + "]: it has no " + missing
                    + "; write " + missing + " = value below it");
            }
        }
        return finished;
    }
}
