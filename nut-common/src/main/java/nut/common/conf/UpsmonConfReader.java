package nut.common.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.protocol.UpsAddress;

/** Makes values of the statements of upsmon.conf: {@code DIRECTIVE value...}, one a line. */
final class UpsmonConfReader {
    private static final Set<String> NAMES = Set.of("ALARMCRITICAL", "CERTFILE", "CERTHOST", "CERTIDENT", "CERTPATH", "CERTVERIFY",
        "DEADTIME", "DEBUG_MIN", "FINALDELAY", "FORCESSL", "HOSTSYNC", "MAXAGE", "MINSUPPLIES", "MONITOR", "NOCOMMWARNTIME", "NOTIFYCMD",
        "NOTIFYFLAG", "NOTIFYMSG", "OBLBDURATION", "OFFDURATION", "OVERDURATION", "POLLFAIL_LOG_THROTTLE_MAX", "POLLFREQ",
        "POLLFREQALERT", "POWERDOWNFLAG", "RBWARNTIME", "RUN_AS_USER", "SHUTDOWNCMD", "SHUTDOWNEXIT",
        "SHUTDOWNFALLBACK", "SHUTDOWNPATIENCE", "STATEPATH");

    /** What can be the name of a driver's files. */
    private static final String DRIVERS_NAME = "[!-~&&[^.\"\\\\#=/]][!-~&&[^\"\\\\#=/]]*";

    private final Complaints complaints;
    private final DirectiveReader values;
    private final UpsmonNetworkReader network;
    private final List<UpsmonConf.Monitor> monitors = new ArrayList<>();
    private final Map<NotifyType, String> messages = new EnumMap<>(NotifyType.class);
    private final Map<NotifyType, Set<NotifyFlag>> flags = new EnumMap<>(NotifyType.class);
    private int minSupplies = 1;
    private String shutdownCmd = "";
    private Optional<String> notifyCmd = Optional.empty();
    private Duration pollFreq = Duration.ofSeconds(5);
    private Duration pollFreqAlert = Duration.ofSeconds(5);
    private Duration hostSync = Duration.ofSeconds(15);
    private Duration deadTime = Duration.ofSeconds(15);
    private Duration finalDelay = Duration.ofSeconds(5);
    private Duration rbWarnTime = Duration.ofHours(12);
    private Duration noCommWarnTime = Duration.ofSeconds(300);
    private Optional<Path> powerDownFlag = Optional.empty();
    private Optional<String> runAsUser = Optional.empty();
    private int debugMin;
    private Duration shutdownPatience = Duration.ofSeconds(60);
    private Optional<List<String>> fallbacks = Optional.empty();
    private UpsmonConf.CriticalStates critical = UpsmonConf.CriticalStates.DEFAULTS;
    private Optional<Duration> shutdownExit = Optional.of(Duration.ZERO);
    private int pollFailLogMax = -1;
    private Optional<Path> statePath = Optional.empty();
    private Duration maxAge = Duration.ofSeconds(15);

    UpsmonConfReader(Complaints complaints, Path file) {
        this.complaints = complaints;
        this.values = new DirectiveReader(complaints, NAMES);
        this.network = new UpsmonNetworkReader(values, file);
        for (NotifyType type : NotifyType.values()) {
            messages.put(type, type.defaultMessage());
            flags.put(type, Set.of(NotifyFlag.SYSLOG, NotifyFlag.WALL));
        }
    }

    UpsmonConf read(List<Statement> statements) {
        for (Statement s : statements) {
            if (UpsmonNetworkReader.NAMES.contains(s.keyword())) {
                network.take(s);
            } else {
                take(s);
            }
        }
        return new UpsmonConf(monitors, minSupplies, shutdownCmd, notifyCmd, messages, flags, pollFreq, pollFreqAlert, hostSync, deadTime,
            finalDelay, rbWarnTime, noCommWarnTime, powerDownFlag, runAsUser, network.read(), debugMin, critical, shutdownExit,
            pollFailLogMax, new UpsmonConf.LastResort(shutdownPatience, fallbacks), new UpsmonConf.Regions(statePath, maxAge));
    }

    private void take(Statement s) {
        switch (s.keyword()) {
            case "MONITOR" -> monitor(s);
            case "MINSUPPLIES" -> minSupplies = values.number(s, 0, minSupplies);
            case "SHUTDOWNCMD" -> shutdownCmd = command(s, shutdownCmd);
            case "NOTIFYCMD" -> {
                String command = command(s, "");
                notifyCmd = command.isEmpty() ? notifyCmd : Optional.of(command);
            }
            case "NOTIFYMSG" -> message(s);
            case "NOTIFYFLAG" -> flag(s);
            case "POLLFREQ" -> pollFreq = values.seconds(s, 1, pollFreq);
            case "POLLFREQALERT" -> pollFreqAlert = values.seconds(s, 1, pollFreqAlert);
            case "HOSTSYNC" -> hostSync = values.seconds(s, 0, hostSync);
            case "DEADTIME" -> deadTime = values.seconds(s, 1, deadTime);
            case "FINALDELAY" -> finalDelay = values.seconds(s, 0, finalDelay);
            case "RBWARNTIME" -> rbWarnTime = values.seconds(s, 1, rbWarnTime);
            case "NOCOMMWARNTIME" -> noCommWarnTime = values.seconds(s, 1, noCommWarnTime);
            case "POLLFAIL_LOG_THROTTLE_MAX" -> pollFailLogMax = values.number(s, -1, pollFailLogMax);
            case "POWERDOWNFLAG" -> {
                String file = values.text(s, "FILE", "");
                powerDownFlag = file.isEmpty() ? powerDownFlag : Optional.of(Path.of(file));
            }
            case "RUN_AS_USER" -> {
                String user = values.text(s, "USER", "");
                runAsUser = user.isEmpty() ? runAsUser : Optional.of(user);
            }
            case "SHUTDOWNFALLBACK" -> fallback(s);
            case "SHUTDOWNPATIENCE" -> shutdownPatience = values.seconds(s, 0, shutdownPatience);
            default -> rest(s);
        }
    }

    /** An empty one takes back those before it, and the usual ones. */
    private void fallback(Statement s) {
        if (values.hasValues(s, 1, "COMMAND")) {
            String command = command(s, "");
            List<String> more = new ArrayList<>(fallbacks.orElse(List.of()));
            if (command.isBlank()) {
                more.clear();
            } else {
                more.add(command);
            }
            fallbacks = Optional.of(more);
        }
    }

    private void rest(Statement s) {
        UpsmonConf.CriticalStates was = critical;
        switch (s.keyword()) {
            case "OBLBDURATION" -> critical = new UpsmonConf.CriticalStates(
                values.secondsOrNever(s, Optional.of(was.oblb())).orElse(Duration.ZERO), was.off(), was.over(), was.alarm());
            case "OFFDURATION" -> critical =
                new UpsmonConf.CriticalStates(was.oblb(), values.secondsOrNever(s, was.off()), was.over(), was.alarm());
            case "OVERDURATION" -> critical =
                new UpsmonConf.CriticalStates(was.oblb(), was.off(), values.secondsOrNever(s, was.over()), was.alarm());
            case "ALARMCRITICAL" -> critical =
                new UpsmonConf.CriticalStates(was.oblb(), was.off(), was.over(), values.yes(s, was.alarm()));
            case "SHUTDOWNEXIT" -> shutdownExit = values.isYesOrNo(s)
                ? values.yes(s, true) ? Optional.of(Duration.ZERO) : Optional.empty() : values.secondsOrNever(s, shutdownExit);
            case "MAXAGE" -> maxAge = values.seconds(s, 1, maxAge);
            case "STATEPATH" -> statePath(s);
            default -> {
                if (s.keyword().equalsIgnoreCase("DEBUG_MIN")) {
                    debugMin = values.number(s, 0, debugMin);
                } else {
                    values.unknown(s);
                }
            }
        }
    }

    /**
     * MONITOR system powervalue user password type. Of a wrong line only the system is repeated, for any other word may turn out to be the
     * password.
     */
    private void monitor(Statement s) {
        List<String> words = s.words();
        if (words.size() == 5) {
            throw new AdminFault(s.position() + ": this MONITOR line is of the old style without a user; write MONITOR UPS@HOST POWERVALUE"
                + " USER PASSWORD primary|secondary, and add the user to upsd.users.");
        }
        if (!values.hasValues(s, 5, "UPS@HOST POWERVALUE USER PASSWORD primary|secondary")) {
            return;
        }
        values.noMoreThan(s, 5);
        UpsAddress ups;
        try {
            ups = UpsAddress.parse(words.get(1));
        } catch (IllegalArgumentException e) {
            complaints.error(s.position(), "MONITOR names no UPS: " + e.getMessage() + "; the line is left out");
            return;
        }
        Integer powerValue = Numbers.parse(words.get(2));
        if (powerValue == null || powerValue < 0) {
            complaints.error(s.position(), "UPS [" + words.get(1)
                + "]: the power value is not a whole number from 0 up, the number of supplies that the UPS feeds; the line is left out");
            return;
        }
        for (UpsmonConf.Monitor earlier : monitors) {
            if (earlier.ups().written().equals(words.get(1))) {
                complaints.error(s.position(),
                    "ignoring duplicate UPS [" + words.get(1) + "], which already stands in line " + earlier.position().line());
                return;
            }
        }
        UpsmonRole role = UpsmonRole.of(words.get(5));
        if (role == null) {
            complaints.error(s.position(),
                "UPS [" + words.get(1) + "]: the type is neither primary nor secondary; secondary is assumed; write one of the two");
        }
        UpsmonConf.Monitor monitor =
            new UpsmonConf.Monitor(s.position(), ups, powerValue, words.get(3), words.get(4), role == UpsmonRole.PRIMARY);
        if (monitor.isRegion() && !ups.ups().matches(DRIVERS_NAME)) {
            complaints.error(s.position(), "UPS [" + words.get(1) + "]: no driver's UPS can have such a name; the line is left out");
            return;
        }
        monitors.add(monitor);
    }

    private void statePath(Statement s) {
        String path = values.text(s, "DIRECTORY", "");
        if (path.startsWith("/")) {
            statePath = Optional.of(Path.of(path));
        } else if (!path.isEmpty()) {
            complaints.error(s.position(), "STATEPATH " + path + " does not begin with /; write the whole path; the line is left out");
        }
    }

    /** A command for the shell: the first word as it is, which may be a whole line; further words in single quotes, one argument each. */
    private String command(Statement s, String otherwise) {
        if (!values.hasValues(s, 1, "COMMAND")) {
            return otherwise;
        }
        StringBuilder line = new StringBuilder(s.words().get(1));
        for (String argument : s.words().subList(2, s.words().size())) {
            line.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        return line.toString();
    }

    private NotifyType type(Statement s, String expected) {
        if (!values.hasValues(s, 2, expected)) {
            return null;
        }
        values.noMoreThan(s, 2);
        NotifyType type = NotifyType.of(s.words().get(1));
        if (type == null) {
            complaints.error(s.position(), s.keyword() + ": " + s.words().get(1)
                + " is not a valid notify type; upsmon.conf(5) lists them; the line is left out");
        }
        return type;
    }

    private void message(Statement s) {
        NotifyType type = type(s, "TYPE \"MESSAGE\"");
        if (type != null) {
            messages.put(type, s.words().get(2));
        }
    }

    private void flag(Statement s) {
        NotifyType type = type(s, "TYPE FLAG+FLAG...");
        if (type == null) {
            return;
        }
        Set<NotifyFlag> chosen = EnumSet.noneOf(NotifyFlag.class);
        for (String word : s.words().get(2).split("\\+", -1)) {
            NotifyFlag known = null;
            for (NotifyFlag flag : NotifyFlag.values()) {
                known = flag.name().equals(word) ? flag : known;
            }
            if (known == null) {
                complaints.error(s.position(), "NOTIFYFLAG " + type + ": invalid notify flag " + word
                    + "; the flags are SYSLOG, WALL, EXEC and IGNORE, joined by +; it is left out");
            } else {
                chosen.add(known);
            }
        }
        if (chosen.contains(NotifyFlag.IGNORE) && chosen.size() > 1) {
            complaints.warning(s.position(),
                "NOTIFYFLAG " + type + " joins IGNORE with other flags; nothing is done; take IGNORE away, or them");
        }
        flags.put(type, Set.copyOf(chosen));
    }
}
