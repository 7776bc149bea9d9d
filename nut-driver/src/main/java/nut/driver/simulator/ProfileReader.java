package nut.driver.simulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nut.common.conf.Statement;

/** Reads a model's file. In its words, {@code <HH>} is the byte with that hexadecimal number. */
final class ProfileReader {
    private static final Pattern BYTE = Pattern.compile("<([0-9A-F]{2})>");
    private static final String SILENCE = "silence";

    private final Directives file;

    private ProfileReader(Directives file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @throws nut.common.AdminFault on what cannot be understood, with file and line
     */
    static Profile read(String name, String source, String text) {
        ProfileReader reader = new ProfileReader(Directives.of(source, text));
        Profile profile = new Profile(name, reader.file.word("title", name), reader.speech(), reader.settings(), reader.body(),
            reader.conduct(), reader.cables());
        reader.file.nothingElse();
        return profile;
    }

    private Profile.Speech speech() {
        Map<Character, String> answers = new HashMap<>();
        for (Statement statement : file.all("answer")) {
            answers.put(query(statement), bytes(Directives.word(statement, 2)));
        }
        Map<String, String> pairs = new TreeMap<>();
        for (Statement statement : file.all("pair")) {
            String pair = bytes(Directives.word(statement, 1));
            if (pair.length() != 2) {
                throw Directives.fault(statement.position(), "a pair is two bytes, such as <9F><D3>");
            }
            pairs.put(pair, bytes(Directives.word(statement, 2)));
        }
        String accepted = spoken("accepted", "OK");
        return new Profile.Speech(Map.copyOf(answers), file.word("version", ""), bytes(file.word("alerts", "")),
            bytes(file.word("commands", "")), pairs, spoken("unknown", "NA"), spoken("refused", "NA"),
            accepted.equals("*") ? accepted : accepted + "\r\n");
    }

    private String spoken(String keyword, String otherwise) {
        String answer = file.named(keyword, "answer", otherwise);
        return answer.equals(SILENCE) ? "" : answer;
    }

    private Profile.Settings settings() {
        String capabilities = bytes(file.word("capabilities", ""));
        String locale = file.word("locale", " ");
        Map<Character, List<String>> lists = new HashMap<>(CapabilityString.lists(capabilities, locale.charAt(0)));
        Map<Character, String> values = new HashMap<>();
        Map<Character, String> texts = new HashMap<>();
        for (Statement statement : file.all("list")) {
            List<String> words = statement.words().subList(2, statement.words().size());
            lists.put(query(statement), words);
            values.put(query(statement), words.getFirst());
        }
        for (Statement statement : file.all("value")) {
            char variable = query(statement);
            String value = Directives.word(statement, 2);
            if (!lists.getOrDefault(variable, List.of()).contains(value)) {
                throw Directives.fault(statement.position(), "its values are " + lists.get(variable) + ", " + value + " is none of them");
            }
            values.put(variable, value);
        }
        for (Statement statement : file.all("text")) {
            texts.put(query(statement), Directives.word(statement, 2));
        }
        return new Profile.Settings(capabilities, Map.copyOf(lists), Map.copyOf(values), Map.copyOf(texts));
    }

    private Profile.Body body() {
        double volts = file.number("mains", "volts", 120);
        return new Profile.Body(volts, file.number("mains", "lowest", volts), file.number("mains", "highest", volts),
            file.number("mains", "hertz", 60), file.number("mains", "dead", 0), file.number("boost", "below", 0),
            file.number("trim", "above", Double.POSITIVE_INFINITY),
            file.number("boost", "percent", file.number("trim", "percent", 0)), file.number("battery", "nominal", 24),
            file.number("battery", "float", 27.87), file.number("battery", "minutes", 40), file.number("battery", "charge", 100) / 100,
            file.number("load", "percent", 25), file.number("load", "rated-va", 1000), file.number("temperature", "celsius", 30),
            file.named("transfer", "reason", "O").charAt(0));
    }

    private Profile.Conduct conduct() {
        String turnedOn = file.named("turned-on", "tells", "");
        return new Profile.Conduct(file.number("calibration", "ends-at", 25) / 100, (int) file.number("line-fail", "times", 1),
            turnedOn.isEmpty() ? 0 : turnedOn.charAt(0), file.named("hibernation", "counted-from", "mains").equals("cut"),
            file.named("hibernation", "deaf", "no").equals("yes"), file.named("return", "waits", "yes").equals("yes"),
            file.number("contact", "hold-seconds", 1));
    }

    private Map<String, Cable> cables() {
        Map<String, Cable> cables = new LinkedHashMap<>();
        for (Statement statement : file.all("cable")) {
            Map<String, String> pins = new HashMap<>();
            for (int i = 2; i < statement.words().size(); i += 2) {
                pins.put(statement.words().get(i), Directives.word(statement, i + 1));
            }
            String name = Directives.word(statement, 1);
            String power = pins.getOrDefault("power", "none");
            cables.put(name, new Cable(name, power.equals("none") ? Optional.empty() : Optional.of(line(statement, pins, "power")),
                line(statement, pins, "on-battery"), line(statement, pins, "low-battery"), line(statement, pins, "shutdown")));
        }
        return cables;
    }

    private static ModemLine line(Statement statement, Map<String, String> pins, String pin) {
        for (ModemLine line : ModemLine.values()) {
            if (line.name().equals(pins.get(pin))) {
                return line;
            }
        }
        throw Directives.fault(statement.position(), "the pin " + pin + " needs its line: CTS, DCD, RNG, DSR, DTR or RTS");
    }

    private static char query(Statement statement) {
        String query = bytes(Directives.word(statement, 1));
        if (query.length() != 1) {
            throw Directives.fault(statement.position(), query + " is not one byte");
        }
        return query.charAt(0);
    }

    /** A word with each {@code <HH>} made the byte it is. */
    static String bytes(String word) {
        Matcher found = BYTE.matcher(word);
        return found.replaceAll(match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
