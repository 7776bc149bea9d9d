package nut.common.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes users of the statements of upsd.users. Lines have the form {@code [name]}, {@code name = values} or {@code upsmon role}. */
final class UpsdUsersReader {
    /** The other forms of crypt(3), such as mkpasswd makes when it is not told which. */
    private static final List<String> OTHER_HASHES =
        List.of("$1$", "$2a$", "$2b$", "$2x$", "$2y$", "$7$", "$y$", "$gy$", "$sha1$", "$md5$");
    private static final Set<String> BEFORE_ROUNDS = Set.of("$5$rounds", "$6$rounds");

    private final Complaints complaints;
    private final Map<String, Draft> users = new LinkedHashMap<>();
    private Draft current;
    private boolean leavingOut;

    /** A user who is still growing. */
    private static final class Draft {
        final String name;
        final Position position;
        Password password;
        boolean passwordIsWrong;
        UpsmonRole role;
        final Set<String> actions = new LinkedHashSet<>();
        final Set<String> instcmds = new LinkedHashSet<>();

        Draft(String name, Position position) {
            this.name = name;
            this.position = position;
        }
    }

    UpsdUsersReader(Complaints complaints) {
        this.complaints = complaints;
    }

    UpsdUsers read(List<Statement> statements) {
        for (Statement s : statements) {
            if (s.keyword().startsWith("[")) {
                begin(s);
            } else if (!leavingOut) {
                setting(s);
            }
        }
        return new UpsdUsers(finished());
    }

    /** NUT gives the settings below a header it ignores to the user before it; here they are left out, so nobody gets another's rights. */
    private void begin(Statement s) {
        String first = s.keyword();
        leavingOut = true;
        if (s.words().size() != 1 || !first.endsWith("]") || first.length() < 3) {
            complaints.error(s.position(), "a user's header is not [name] alone on its line; write it so, without blanks in the name; "
                + "the settings below it are left out");
            return;
        }
        String name = first.substring(1, first.length() - 1);
        Draft earlier = users.get(name);
        if (earlier != null) {
            complaints.error(s.position(), "ignoring duplicate user [" + name + "], who already stands in line "
                + earlier.position.line() + "; join the two; the settings below this header are left out");
            return;
        }
        leavingOut = false;
        current = new Draft(name, s.position());
        users.put(name, current);
    }

    private void setting(Statement s) {
        List<String> words = new ArrayList<>(s.words());
        int equals = words.getFirst().indexOf('=');
        if (equals > 0) {
            words.addFirst(words.getFirst().substring(0, equals));
            words.set(1, "=");
            words.add(2, s.keyword().substring(equals + 1));
        }
        String name = words.getFirst().toLowerCase(Locale.ROOT);
        boolean assigned = words.size() > 1 && words.get(1).equals("=");
        List<String> values = words.subList(assigned ? 2 : 1, words.size());
        if (name.equals("user")) {
            complaints.warning(s.position(), "lines that begin with 'user' belong to an old format and have no effect; write [name]");
        } else if (!assigned && !(name.equals("upsmon") && !values.isEmpty())) {
            complaints.error(s.position(),
                "expected '=' after the first word; write password = ..., actions = ..., instcmds = ... or upsmon primary|secondary; "
                    + "the line is left out");
        } else if (values.isEmpty()) {
            complaints.error(s.position(), "there is no value after '='; write one; the line is left out");
        } else if (current == null) {
            complaints.error(s.position(), "a setting stands above the first [user]; put it below one; the line is left out");
        } else {
            apply(s.position(), name, values);
        }
    }

    private void apply(Position at, String name, List<String> values) {
        switch (name) {
            case "password" -> password(at, values);
            case "instcmds" -> {
                for (String value : values) {
                    current.instcmds.add(value.toLowerCase(Locale.ROOT));
                }
            }
            case "actions" -> {
                for (String value : values) {
                    action(at, value.toLowerCase(Locale.ROOT));
                }
            }
            case "upsmon" -> {
                for (String value : values) {
                    role(at, value);
                }
            }
            case "allowfrom" -> complaints.warning(at, "allowfrom is no longer used; use LISTEN in upsd.conf, and a firewall");
            default -> complaints.error(at, "unrecognized user setting " + name
                + "; the settings are password, actions, instcmds and upsmon; the line is left out");
        }
    }

    /** An = without quotes is a word of its own; that of a hash's rounds belongs to the hash all the same. */
    private void password(Position at, List<String> values) {
        if (current.password != null || current.passwordIsWrong) {
            complaints.error(at, "ignoring duplicate password for [" + current.name + "]; take one of the two away; the first counts");
            return;
        }
        boolean splitHash = values.size() > 2 && BEFORE_ROUNDS.contains(values.get(0)) && values.get(1).equals("=");
        if (values.size() > (splitHash ? 3 : 1)) {
            complaints.warning(at, "the words after the first value of password have no effect; put quotes around a password with blanks");
        }
        String text = splitHash ? String.join("", values.subList(0, 3)) : values.getFirst();
        if (text.isEmpty()) {
            return;
        }
        if (OTHER_HASHES.stream().anyMatch(text::startsWith)) {
            complaints.warning(at, "the password looks like a hash, but of a kind that is not known here, so it is taken as it stands; "
                + "make one with openssl passwd -6");
        }
        try {
            current.password = Password.of(text);
        } catch (IllegalArgumentException wrong) {
            current.passwordIsWrong = true;
            complaints.error(at, "the password begins like a hash of crypt(3), but " + wrong.getMessage()
                + "; make one with openssl passwd -6; until then nobody can use [" + current.name + "]");
        }
    }

    private void action(Position at, String action) {
        switch (action) {
            case "set", "fsd", "login", "master" -> current.actions.add(action);
            case "primary" -> current.actions.add("master");
            default -> complaints.error(at, "unknown action " + action + "; the actions are SET and FSD; it is left out");
        }
    }

    private void role(Position at, String word) {
        UpsmonRole role = UpsmonRole.of(word);
        if (role == null) {
            complaints.error(at, "unknown upsmon type " + word + "; write upsmon primary or upsmon secondary; the line is left out");
            return;
        }
        current.actions.add("login");
        if (role == UpsmonRole.PRIMARY) {
            current.actions.add("master");
            current.actions.add("fsd");
        }
        current.role = current.role == UpsmonRole.PRIMARY ? current.role : role;
    }

    private Map<String, UpsdUser> finished() {
        Map<String, UpsdUser> finished = new LinkedHashMap<>();
        for (Draft draft : users.values()) {
            if (draft.passwordIsWrong) {
                continue;
            }
            if (draft.password == null) {
                complaints.error(draft.position,
                    "user [" + draft.name + "] has no password, so nobody can use it; write password = ... below it");
            } else {
                finished.put(draft.name,
                    new UpsdUser(draft.name, draft.password, draft.actions, draft.instcmds, Optional.ofNullable(draft.role)));
            }
        }
        return finished;
    }
}
