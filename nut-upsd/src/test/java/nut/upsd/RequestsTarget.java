package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import nut.fuzz.Target;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import nut.upsd.net.RequestReader;

/**
 * What a client sends, up to its answers: each request gets one line or one whole list, of plain ASCII and bounded; and the same bytes in
 * other pieces get the same answers.
 */
final class RequestsTarget implements Target {
    private static final int INPUTS_A_SERVER = 2000;
    private static final int MOST_BYTES_AN_ANSWER = 256 * 1024;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final Pattern TRACKING_ID = Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
    private static final List<String> LOGINS = List.of("", "USERNAME admin\nPASSWORD adm\n", "USERNAME primary\nPASSWORD \"one two\"\n",
        "USERNAME admin\nPASSWORD adm\nSET TRACKING ON\nLOGIN su700\n");

    private final Path folder;
    private Serving serving;
    private int inputs;

    RequestsTarget(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "requests";
    }

    /** Each request of the exchanges, by strangers and by users. */
    @Override
    public List<byte[]> built() throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/nut/upsd/exchanges.txt"))) {
            if (line.startsWith("> ")) {
                String before = LOGINS.get(requests.size() % LOGINS.size());
                requests.add((before + line.substring(2) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return requests;
    }

    @Override
    public List<String> words() {
        return List.of("GET VAR ", "LIST ", "SET VAR ", "INSTCMD ", "LOGIN ", "FSD ", "USERNAME ", "PASSWORD ", "TRACKING ", "ON", "VAR ",
            "RW ", "CMD ", "ENUM ", "RANGE ", "CLIENT ", "TYPE ", "DESC ", "CMDDESC ", "UPSDESC ", "NUMLOGINS ", "su700 ", "SU700", "lost ",
            "gone ", "bare ", "ups.status", "server.info", "ups.id", "test.panel.start", "VER", "HELP", "LOGOUT", "STARTTLS", "SUBSCRIBE ",
            "UNSUBSCRIBE ", "\n", "\n\n", "\"", "\\\n", "\\\"", " # ", "\r\n");
    }

    @Override
    public void take(byte[] input) throws IOException {
        if (inputs++ % INPUTS_A_SERVER == 0) {
            begin();
        }
        String whole = answers(input, input.length);
        String inPieces = answers(input, 1 + new Random(input.length).nextInt(1 + input.length));
        assertEquals(whole, inPieces);
    }

    /** FSD cannot be taken back, so it is set from the start: what one input did makes no difference to the next. */
    private void begin() throws IOException {
        serving = new ScriptedUpses(folder).serving();
        serving.upses().all().forEach(ServedUps::forceShutdown);
    }

    private String answers(byte[] input, int pieces) {
        Random random = new Random(pieces);
        serving.pass(ScriptedUpses.NOW);
        Client client = new Client();
        int at = 0;
        while (at < input.length) {
            int length = pieces == input.length ? input.length : Math.min(input.length - at, 1 + random.nextInt(pieces));
            client.takes(ByteBuffer.wrap(input, at, length));
            at += length;
        }
        client.dialogue.closed();
        return TRACKING_ID.matcher(client.said).replaceAll("{id}");
    }

    private final class Client implements Peer {
        private final RequestReader reader = new RequestReader();
        private final Output out = new Output();
        private final StringBuilder said = new StringBuilder();
        private final Dialogue dialogue = serving.connected(this);

        private void takes(ByteBuffer bytes) {
            while (bytes.hasRemaining() && !dialogue.over()) {
                RequestReader.Found found = reader.feed(bytes);
                if (found == RequestReader.Found.REQUEST) {
                    answer(reader.words());
                } else if (found == RequestReader.Found.BROKEN) {
                    dialogue.broken();
                }
            }
        }

        private void answer(List<String> words) {
            out.clear();
            dialogue.request(words, out);
            long begin = System.nanoTime();
            while (dialogue.waits()) {
                assertTrue(System.nanoTime() - begin < PATIENCE_NANOS, "no answer to " + words);
                Thread.onSpinWait();
                serving.pass(ScriptedUpses.NOW);
                dialogue.speak(out);
            }
            check(words);
            said.append(out);
        }

        private void check(List<String> words) {
            assertTrue(out.length() <= MOST_BYTES_AN_ANSWER, out.length() + " bytes for " + words);
            ByteBuffer bytes = out.view();
            while (bytes.hasRemaining()) {
                byte b = bytes.get();
                assertTrue(b == '\n' || b >= ' ', "byte " + b + " in the answer to " + words);
            }
            String answer = out.toString();
            assertTrue(answer.endsWith("\n"), words + ": " + answer);
            String[] lines = answer.split("\n", -1);
            String first = lines[0];
            String last = lines[lines.length - 2];
            if (first.equals("OK") && words.getFirst().equalsIgnoreCase("SUBSCRIBE")) {
                checkNews(words, lines);
                return;
            }
            if (!first.startsWith("BEGIN LIST ")) {
                assertEquals(2, lines.length, words + ": " + answer);
                return;
            }
            assertEquals(first.substring("BEGIN".length()), last.substring("END".length()), words.toString());
            for (int i = 1; i < lines.length - 2; i++) {
                assertTrue(lines[i].startsWith(words.get(1).toUpperCase(Locale.ROOT) + " "), words + ": " + lines[i]);
            }
        }

        /** Of a UPS that cannot be read, news follow at once (docs/protocol.md). */
        private static void checkNews(List<String> words, String[] lines) {
            for (int i = 1; i < lines.length - 1; i++) {
                assertTrue(lines[i].equals("ERR DRIVER-NOT-CONNECTED " + words.get(1).toLowerCase(Locale.ROOT))
                    || lines[i].equals("ERR DATA-STALE " + words.get(1).toLowerCase(Locale.ROOT)), words + ": " + lines[i]);
            }
            assertTrue(lines.length <= 3, words + ": " + String.join("; ", lines));
        }

        /** Each input's own, so that nobody is refused late because of the wrong passwords of others. */
        @Override
        public String address() {
            return "10." + (inputs >> 16 & 0xFF) + "." + (inputs >> 8 & 0xFF) + "." + (inputs & 0xFF);
        }

        @Override
        public void askTurn() {
            // Whoever waits for an answer speaks until it is there.
        }

        @Override
        public void hangUp() {
            throw new AssertionError("no UPS is taken away here");
        }
    }
}
