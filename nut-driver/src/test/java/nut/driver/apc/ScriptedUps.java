package nut.driver.apc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import nut.driver.line.Line;
import nut.driver.line.LineLost;

/**
 * The far end of a line that says what it was told to say, word by word, and a clock that moves only while the driver waits. It hears no
 * meaning in anything: what stands in a transcript is answered, everything else as the unit's kind does it.
 */
final class ScriptedUps implements Line {
    /** Ten bits a byte at 2400 baud. */
    static final long BYTE_NANOS = 4_166_667;

    private record Sent(char value, long nanos) {
    }

    private final Map<String, ArrayDeque<String>> answers = new HashMap<>();
    private final ArrayDeque<Sent> sending = new ArrayDeque<>();
    private final StringBuilder written = new StringBuilder();
    private final StringBuilder paced = new StringBuilder();
    private String otherwise = "NA\r\n";
    private String prefixes = "";
    private String half = "";
    private long byteNanos = BYTE_NANOS;
    private boolean echo;
    private boolean smart;
    private boolean stuck;
    private long lineFree;
    private long now;
    private long lastWrite;

    /** A unit that answers to Y with SM, and that it is on line. */
    ScriptedUps() {
        says("Y", "SM\r\n").says("Q", "08\r\n");
    }

    /** Answers a question so each time: a text with its line end, perhaps with alerts, or "" for silence. */
    ScriptedUps says(String question, String... inTurn) {
        ArrayDeque<String> queue = new ArrayDeque<>();
        for (String answer : inTurn) {
            queue.add(answer);
        }
        answers.put(question, queue);
        return this;
    }

    /** Answers many questions: {@code "L118.3 M118.9"} means that L is answered by 118.3 and so on. */
    ScriptedUps tells(String pairs) {
        for (String pair : pairs.split(" ")) {
            says(pair.substring(0, 1), pair.substring(1) + "\r\n");
        }
        return this;
    }

    /** What it does not know meets with silence, not with NA. */
    ScriptedUps silentOtherwise() {
        otherwise = "";
        return this;
    }

    /** Bytes that begin a request of two bytes. */
    ScriptedUps prefix(char first) {
        prefixes += first;
        return this;
    }

    /** From the begin of one byte to the begin of the next. */
    ScriptedUps pace(double millis) {
        byteNanos = (long) (millis * 1e6);
        return this;
    }

    ScriptedUps echoes(boolean does) {
        echo = does;
        return this;
    }

    /** From now on only Y is heard, as in simple mode. */
    void leaveSmartMode() {
        smart = false;
        stuck = true;
    }

    /** Says something unasked, after some time. */
    void sends(String bytes, double afterSeconds) {
        queue(bytes, now + (long) (afterSeconds * 1e9));
    }

    /** What the driver has written since this was last asked. */
    String takeWritten() {
        String taken = written.toString();
        written.setLength(0);
        paced.setLength(0);
        return taken;
    }

    /** The same, with the milliseconds since the byte before, where it was more than 30: {@code @ 200 0 50 0}. */
    String paced() {
        return paced.toString().strip();
    }

    void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Override
    public void write(byte... bytes) throws LineLost {
        for (byte value : bytes) {
            char request = (char) (value & 0xFF);
            long pause = (now - lastWrite) / 1_000_000;
            paced.append(pause > 30 && !paced.isEmpty() ? pause + " " : "").append(SmartLink.shown(request)).append(' ');
            lastWrite = now;
            written.append(request);
            if (echo) {
                queue(String.valueOf(request), now);
            }
            hear(request);
        }
    }

    private void hear(char request) {
        if (half.isEmpty() && prefixes.indexOf(request) >= 0) {
            half = String.valueOf(request);
            return;
        }
        String question = half + request;
        half = "";
        if (stuck && !smart && request != 'Y') {
            return;
        }
        smart = true;
        ArrayDeque<String> queue = answers.get(question);
        String answer = queue == null ? otherwise : queue.size() > 1 ? queue.poll() : queue.peek();
        queue(answer, now + BYTE_NANOS);
    }

    private void queue(String bytes, long from) {
        for (byte value : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            lineFree = Math.max(lineFree, from) + byteNanos;
            sending.add(new Sent((char) (value & 0xFF), lineFree));
        }
    }

    @Override
    public int read(long deadlineNanos) {
        if (!sending.isEmpty() && (sending.peek().nanos() <= now || sending.peek().nanos() <= deadlineNanos)) {
            Sent sent = sending.poll();
            now = Math.max(now, sent.nanos());
            return sent.value();
        }
        now = Math.max(now, deadlineNanos);
        return NOTHING;
    }

    @Override
    public boolean hasNews() {
        return !sending.isEmpty() && sending.peek().nanos() <= now;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void close() {
        sending.clear();
    }
}
