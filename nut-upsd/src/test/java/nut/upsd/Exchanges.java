package nut.upsd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The table of exchanges, {@code exchanges.txt}; its head says what the signs mean. */
final class Exchanges {
    static final String NO_ANSWER = "(no answer)";
    static final String CLOSED = "(closed)";

    private Exchanges() {
    }

    /** Who answers: some answers differ on purpose. */
    enum Server { NUT, OURS }

    /**
     * One request with what came back.
     *
     * @param client     1 and up; each is a connection of its own
     * @param sent       as it stands in the file
     * @param untilDone  whether it is sent again until the answer is not PENDING
     * @param line       of the file
     */
    record Step(int client, String sent, boolean untilDone, int line, List<String> byNut, List<String> byUs) {
        List<String> expected(Server from) {
            return from == Server.NUT ? byNut : byUs;
        }
    }

    record Scenario(String title, List<Step> steps) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Scenario> read(String resource) {
        try (InputStream in = Exchanges.class.getResourceAsStream(resource)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
        } catch (IOException e) {
            throw new AssertionError(resource + " cannot be read", e);
        }
    }

    static List<Scenario> parse(List<String> lines) {
        List<Scenario> scenarios = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int arrow = line.indexOf('>');
            if (line.startsWith("== ")) {
                scenarios.add(new Scenario(line.substring(3), new ArrayList<>()));
            } else if (line.startsWith("<nut ")) {
                last(scenarios).byNut().add(line.substring(5));
            } else if (line.startsWith("<our ")) {
                last(scenarios).byUs().add(line.substring(5));
            } else if (line.startsWith("< ")) {
                last(scenarios).byNut().add(line.substring(2));
                last(scenarios).byUs().add(line.substring(2));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int client = arrow == 0 ? 1 : Integer.parseInt(line.substring(0, arrow));
                boolean untilDone = line.startsWith("~", arrow + 1);
                String rest = line.substring(arrow + (untilDone ? 2 : 1));
                scenarios.getLast().steps().add(new Step(client, rest.isEmpty() ? rest : rest.substring(1), untilDone, i + 1,
                    new ArrayList<>(), new ArrayList<>()));
            }
        }
        return scenarios;
    }

    /** The bytes that a step means: {0d} is a byte, {x*600} are 600 letters, {id} is the last tracking id. */
    static byte[] bytes(String sent, String trackingId) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sent.length(); i++) {
            int end = sent.indexOf('}', i);
            if (sent.charAt(i) != '{' || end < 0) {
                out.append(sent.charAt(i));
                continue;
            }
            String inside = sent.substring(i + 1, end);
            if (inside.equals("id")) {
                out.append(trackingId);
            } else if (inside.startsWith("x*")) {
                out.repeat('x', Integer.parseInt(inside.substring(2)));
            } else {
                out.append((char) Integer.parseInt(inside, 16));
            }
            i = end;
        }
        return out.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Step last(List<Scenario> scenarios) {
        return scenarios.getLast().steps().getLast();
    }
}
