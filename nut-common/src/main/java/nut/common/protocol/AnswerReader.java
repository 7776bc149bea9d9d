package nut.common.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import nut.common.protocol.UpsNews.ValueChanged;

/**
 * Tells answers from news on one connection. A line {@code VAR} with a value and a line {@code ERR} with a word behind its code are news;
 * inside a list, whose lines the connection reads itself, there are none. Only the answer to GET VAR looks like news of that variable.
 * Owned by the connection's thread, but for {@link #wake}.
 */
final class AnswerReader {
    /** Its answer is neither VAR nor ERR, and every server that knows SUBSCRIBE knows it. */
    private static final String MARK = "NETVER";

    private final LineStream lines;
    private final NewsQueue news = new NewsQueue();
    private final NewsWait wait;
    private boolean listening;

    AnswerReader(LineStream lines) {
        this.lines = lines;
        this.wait = new NewsWait(lines, MARK);
    }

    /** Ends {@link #next}, or has the next one end at once. From any thread. */
    void wake() {
        wait.wake();
    }

    /** From now on there may be news. */
    void listen() {
        listening = true;
    }

    /**
     * Sends a request and reads the first line of its answer.
     *
     * @param words   of the request
     * @param request the same as it goes over the wire
     */
    String ask(String[] words, String request) throws IOException {
        boolean looksLikeNews = listening && words.length >= 4 && words[0].equals("GET") && words[1].equals("VAR");
        if (looksLikeNews) {
            lines.write(request + "\n" + MARK);
            return variableAnswer(words[2], words[3]);
        }
        lines.write(request);
        String line = lines.read();
        while (setAside(line)) {
            line = lines.read();
        }
        return line;
    }

    /** The oldest news; when none wait, the next to come within this time, or until another thread ends the wait. */
    Optional<UpsNews> next(Duration patience) throws IOException {
        Optional<UpsNews> waiting = news.take();
        if (waiting.isPresent() || !wait.begin()) {
            return waiting;
        }
        String line;
        boolean marked;
        try {
            line = lines.read(patience);
        } finally {
            marked = wait.end();
        }
        Optional<UpsNews> come = line == null ? Optional.empty() : newsIn(line);
        if (marked && (line == null || come.isPresent())) {
            lines.expect();
            line = lines.read();
            while (setAside(line)) {
                line = lines.read();
            }
        } else if (!marked && line != null && come.isEmpty()) {
            throw new IOException("Protocol error: the server said something that is neither an answer nor news");
        }
        return come.isPresent() ? come : news.take();
    }

    /** News that wait already. */
    Optional<UpsNews> waiting() {
        return news.take();
    }

    /**
     * The answer to a GET VAR with a mark behind it. Of the lines about the variable that come before the mark's answer one is the answer
     * and the others are news, and nothing says which; but the last one is the newest, and if an error came, all of them are news.
     */
    private String variableAnswer(String ups, String variable) throws IOException {
        String answer = null;
        ValueChanged value = null;
        String line = lines.read();
        for (; newsIn(line).isPresent() || line.startsWith("ERR"); line = lines.read()) {
            UpsNews found = newsIn(line).orElse(null);
            if (found == null) {
                answer = line;
            } else if (found instanceof ValueChanged it && it.ups().equalsIgnoreCase(ups) && it.variable().equalsIgnoreCase(variable)) {
                if (value != null) {
                    news.add(it);
                }
                value = it;
                answer = answer != null && answer.startsWith("ERR") ? answer : line;
            } else {
                news.add(found);
            }
        }
        if (answer == null) {
            throw new IOException("Protocol error: GET VAR was not answered");
        }
        if (answer.startsWith("ERR") && value != null) {
            news.add(value);
        }
        return answer;
    }

    private boolean setAside(String line) throws IOException {
        Optional<UpsNews> found = newsIn(line);
        if (found.isPresent()) {
            news.add(found.get());
        }
        return found.isPresent();
    }

    private Optional<UpsNews> newsIn(String line) {
        if (!listening || !line.startsWith("VAR ") && !line.startsWith("ERR ")) {
            return Optional.empty();
        }
        try {
            List<String> words = Tokenizer.words(line);
            return UpsNews.of(words);
        } catch (SyntaxFault noNews) {
            return Optional.empty();
        }
    }
}
