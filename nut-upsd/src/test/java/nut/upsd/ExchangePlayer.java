package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a scenario against a server. */
final class ExchangePlayer {
    private static final Pattern ID = Pattern.compile("OK TRACKING ([0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12})");
    private static final Pattern VERSION = Pattern.compile("upsd [0-9][^ ]* - |server.version \"[0-9][^\"]*\"");
    private static final int MOST_REPETITIONS = 10_000;

    private final Map<Integer, Wire> wires = new HashMap<>();
    private String trackingId = "";

    /** Plays it and compares each answer. */
    static void play(Exchanges.Scenario scenario, Exchanges.Server server, Wire.Opener opener) throws IOException {
        ExchangePlayer player = new ExchangePlayer();
        try {
            for (Exchanges.Step step : scenario.steps()) {
                List<String> expected = step.expected(server);
                List<String> received = player.exchange(step, expected, opener);
                assertEquals(String.join("\n", expected), String.join("\n", received),
                    "line " + step.line() + ", after: " + step.sent());
            }
        } finally {
            player.close();
        }
    }

    /** Plays it and writes down each answer; {@code (no answer)} and {@code (closed)} are taken from the step. */
    static List<List<String>> record(Exchanges.Scenario scenario, Wire.Opener opener) throws IOException {
        ExchangePlayer player = new ExchangePlayer();
        List<List<String>> answers = new ArrayList<>();
        try {
            for (Exchanges.Step step : scenario.steps()) {
                answers.add(player.exchange(step, step.byNut(), opener));
            }
        } finally {
            player.close();
        }
        return answers;
    }

    private List<String> exchange(Exchanges.Step step, List<String> expected, Wire.Opener opener) throws IOException {
        Wire wire = wires.get(step.client());
        if (wire == null) {
            wire = opener.open();
            wires.put(step.client(), wire);
        }
        byte[] request = Exchanges.bytes(step.sent(), trackingId);
        wire.send(request);
        if (expected.equals(List.of(Exchanges.NO_ANSWER))) {
            wire.settle();
            return expected;
        }
        List<String> received = answer(wire);
        for (int i = 0; step.untilDone() && received.equals(List.of("PENDING")); i++) {
            if (i == MOST_REPETITIONS) {
                throw new AssertionError("line " + step.line() + " is still PENDING");
            }
            wire.send(request);
            received = answer(wire);
        }
        if (expected.contains(Exchanges.CLOSED)) {
            String more = wire.receive();
            received.add(more == null ? Exchanges.CLOSED : more);
        }
        return received;
    }

    private List<String> answer(Wire wire) throws IOException {
        List<String> lines = new ArrayList<>();
        String first = wire.receive();
        lines.add(normal(first));
        if (first != null && first.startsWith("BEGIN ")) {
            String end = "END " + first.substring("BEGIN ".length());
            for (String line = wire.receive(); line != null; line = wire.receive()) {
                lines.add(line);
                if (line.equals(end)) {
                    break;
                }
            }
        }
        return lines;
    }

    private String normal(String line) {
        if (line == null) {
            return Exchanges.CLOSED;
        }
        Matcher id = ID.matcher(line);
        if (id.matches()) {
            trackingId = id.group(1);
            return "OK TRACKING {id}";
        }
        Matcher version = VERSION.matcher(line);
        if (version.find()) {
            boolean sentence = version.group().startsWith("upsd");
            return version.replaceFirst(sentence ? "upsd {version} - " : "server.version \"{version}\"");
        }
        return line;
    }

    private void close() throws IOException {
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
