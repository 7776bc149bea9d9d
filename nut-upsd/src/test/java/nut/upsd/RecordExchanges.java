package nut.upsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Debian's upsd and writes down what it answers: reads a table of requests, with or without answers, and writes it with the answers of
 * NUT. Our own ({@code <our}) and the marks {@code (no answer)} and {@code (closed)} are kept.
 *
 * <p>From nut-upsd, after {@code mvn test-compile}: {@code java -cp target/test-classes:target/classes:...
 * nut.upsd.RecordExchanges TABLE}.
 */
final class RecordExchanges {
    private RecordExchanges() {
    }

    public static void main(String[] arguments) throws IOException {
        Path table = Path.of(arguments[0]);
        List<String> lines = Files.readAllLines(table);
        List<String> written = new ArrayList<>(lines);
        int shift = 0;
        Path directory = Files.createTempDirectory("nut");
        try (DebianUpsd nut = new DebianUpsd(directory)) {
            for (Exchanges.Scenario scenario : Exchanges.parse(lines)) {
                List<List<String>> answers = ExchangePlayer.record(scenario, () -> new SocketWire(nut.address()));
                for (int i = 0; i < answers.size(); i++) {
                    int at = scenario.steps().get(i).line() + shift;
                    shift += replace(written, at, answers.get(i));
                }
            }
        }
        Files.write(table, written);
        System.exit(0);
    }

    /** Puts NUT's answers after a request; returns by how much the rest has moved. */
    private static int replace(List<String> written, int at, List<String> answers) {
        int before = written.size();
        List<String> ours = new ArrayList<>();
        while (at < written.size() && written.get(at).startsWith("<")) {
            String line = written.remove(at);
            if (line.startsWith("<our ")) {
                ours.add(line);
            }
        }
        String sign = ours.isEmpty() ? "< " : "<nut ";
        written.addAll(at, ours);
        written.addAll(at, answers.stream().map(line -> sign + line).toList());
        return written.size() - before;
    }
}
