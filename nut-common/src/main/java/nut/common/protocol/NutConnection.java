package nut.common.protocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import nut.common.tls.ClientTls;

/**
 * A client's connection to an upsd, for one thread: it asks and waits for the answer, or waits for news. docs/protocol.md has the words. An
 * {@link ErrorAnswer} is an answer, and the connection goes on. After an IOException the two sides may no longer agree whose turn it is, so
 * the connection then only throws; close it and open another. Only {@link #close} and {@link #wake} may be called by another thread.
 */
public final class NutConnection implements AutoCloseable {
    /** No answer of a sane server has more lines. */
    private static final int MOST_LINES = 16_384;
    /** And none is longer as a whole: the programs have a heap of 32 MB. */
    private static final int LONGEST_LIST = 2 << 20;
    /** A line has two words after its query's at most; a server that sends more is not to fill the memory with them. */
    private static final int WORDS_AFTER_QUERY = 4;

    private final LineStream lines;
    private final AnswerReader answers;
    private volatile Socket socket;
    private volatile boolean broken;

    private NutConnection(Socket socket, LineStream lines) {
        this.socket = socket;
        this.lines = lines;
        this.answers = new AnswerReader(lines);
    }

    /**
     * Connects to the first of the host's addresses that takes the connection.
     *
     * @param host    a name, or an address of either family, without brackets
     * @param timeout for connecting as a whole, and for each answer as a whole
     * @throws IOException if no address does, with the reason of the last one; UnknownHostException if there is none
     */
    public static NutConnection open(String host, int port, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        IOException last = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                return connect(new InetSocketAddress(address, port), left, timeout);
            } catch (SocketTimeoutException e) {
                throw last == null ? e : last;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Connects to an address that is known already, so that no name is looked up. */
    public static NutConnection open(InetSocketAddress address, Duration timeout) throws IOException {
        return connect(address, timeout, timeout);
    }

    private static NutConnection connect(InetSocketAddress address, Duration toConnect, Duration timeout) throws IOException {
        DeadlineSocket socket = new DeadlineSocket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.min(toConnect.toMillis(), Integer.MAX_VALUE));
            return new NutConnection(socket, new LineStream(socket, timeout));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** From now on somebody hears what goes over this connection. */
    public void watchedBy(Traffic listener) {
        lines.watchedBy(listener);
    }

    /**
     * Encrypts the connection from here on: STARTTLS. The time for an answer is the time for the whole handshake.
     *
     * @param tls      what to trust and what to show; made beforehand, it needs no file any more
     * @param host     the name or address that was asked for; a verified certificate must be of it
     * @param certName what the server's certificate must be called instead (CERTHOST); "" for nothing else than the host
     * @throws ErrorAnswer if the server has no TLS ({@code FEATURE-NOT-CONFIGURED}, {@code FEATURE-NOT-SUPPORTED}, {@code
     *                     UNKNOWN-COMMAND}) or it is on already; the connection goes on as it is
     * @throws IOException if the two sides do not agree, or the certificate is not what it should be
     */
    public void startTls(ClientTls tls, String host, String certName) throws IOException, ErrorAnswer {
        String answer = ask("STARTTLS");
        broken = true;
        if (!answer.startsWith("OK STARTTLS")) {
            throw new IOException("Protocol error: the answer to STARTTLS is neither OK STARTTLS nor ERR");
        }
        socket = lines.secure(plain -> tls.over(plain, host, certName));
        broken = false;
    }

    /** Whether {@link #startTls} was done. */
    public boolean isSecured() {
        return !(socket instanceof DeadlineSocket);
    }

    /** The server's certificate, if {@link #startTls} was done. */
    public Optional<X509Certificate> serverCertificate() throws SSLPeerUnverifiedException {
        return socket instanceof SSLSocket secured ? Optional.of((X509Certificate) secured.getSession().getPeerCertificates()[0])
            : Optional.empty();
    }

    /**
     * Asks and waits for an answer of one line.
     *
     * @param words of the request; those that need quotes get them
     * @return the answer as it came, without its newline
     * @throws ErrorAnswer              if the answer is ERR
     * @throws IllegalArgumentException if a word has more than 512 characters, or one outside 0x20 to 0x7f
     */
    public String ask(String... words) throws IOException, ErrorAnswer {
        String request = RequestLine.of(words);
        requireWorking();
        broken = true;
        return checked(answers.ask(words, request));
    }

    /**
     * Asks {@code LIST query}.
     *
     * @return the words of each line between BEGIN and END; every line begins with the query's words
     * @throws ErrorAnswer if the answer is ERR
     */
    public List<List<String>> list(String... query) throws IOException, ErrorAnswer {
        String[] request = new String[query.length + 1];
        request[0] = "LIST";
        System.arraycopy(query, 0, request, 1, query.length);
        List<String> begin = words(ask(request));
        broken = true;
        if (!begin.subList(0, Math.min(2, begin.size())).equals(List.of("BEGIN", "LIST")) || !startsWith(begin, 2, query)) {
            throw new IOException("Protocol error: the answer to LIST does not begin with BEGIN LIST and the query");
        }
        List<List<String>> found = new ArrayList<>();
        int length = 0;
        while (found.size() <= MOST_LINES && length <= LONGEST_LIST) {
            String line = checked(lines.read());
            length += line.length();
            List<String> words = words(line);
            if (words.size() >= 2 && words.get(0).equals("END") && words.get(1).equals("LIST")) {
                return found;
            }
            broken = true;
            if (!startsWith(words, 0, query)) {
                throw new IOException("Protocol error: a line of the list does not begin with the query");
            }
            found.add(List.copyOf(words.subList(0, Math.min(words.size(), query.length + WORDS_AFTER_QUERY))));
        }
        throw new IOException("Protocol error: a list of more than " + MOST_LINES + " lines or " + LONGEST_LIST + " bytes");
    }

    /**
     * Asks {@code GET query}.
     *
     * @return the words of the answer after those of the query
     * @throws ErrorAnswer if the answer is ERR
     */
    public List<String> get(String... query) throws IOException, ErrorAnswer {
        String[] request = new String[query.length + 1];
        request[0] = "GET";
        System.arraycopy(query, 0, request, 1, query.length);
        List<String> words = words(ask(request));
        if (!startsWith(words, 0, query)) {
            broken = true;
            throw new IOException("Protocol error: the answer to GET does not begin with the query");
        }
        return words.subList(query.length, words.size());
    }

    /** The value of a variable. */
    public String variable(String ups, String name) throws IOException, ErrorAnswer {
        List<String> value = get("VAR", ups, name);
        if (value.isEmpty()) {
            throw new IOException("Protocol error: the answer to GET VAR has no value");
        }
        return value.getFirst();
    }

    /** Every variable with its value, in the server's order. */
    public Map<String, String> variables(String ups) throws IOException, ErrorAnswer {
        Map<String, String> variables = new LinkedHashMap<>();
        for (List<String> line : list("VAR", ups)) {
            if (line.size() < 4) {
                throw new IOException("Protocol error: a line of LIST VAR has no value");
            }
            variables.put(line.get(2), line.get(3));
        }
        return variables;
    }

    /** Says who we are: USERNAME and PASSWORD. The server takes anything here; a wrong one shows with the first request that needs it. */
    public void authenticate(String user, String password) throws IOException, ErrorAnswer {
        ask("USERNAME", user);
        ask("PASSWORD", password);
    }

    /** Counts us among those who must be gone before the UPS may go: LOGIN. */
    public void login(String ups) throws IOException, ErrorAnswer {
        ask("LOGIN", ups);
    }

    /** {@link #authenticate}, then {@link #login(String)}. */
    public void login(String ups, String user, String password) throws IOException, ErrorAnswer {
        authenticate(user, password);
        login(ups);
    }

    /** Asks whether we may be the UPS's primary: PRIMARY, or MASTER for a server older than 2.8. */
    public void primary(String ups) throws IOException, ErrorAnswer {
        try {
            ask("PRIMARY", ups);
        } catch (ErrorAnswer e) {
            if (!e.code().equals("UNKNOWN-COMMAND")) {
                throw e;
            }
            ask("MASTER", ups);
        }
    }

    /** Sets the forced shutdown: FSD. */
    public void forcedShutdown(String ups) throws IOException, ErrorAnswer {
        ask("FSD", ups);
    }

    /** How many have logged in to the UPS: GET NUMLOGINS. */
    public int logins(String ups) throws IOException, ErrorAnswer {
        List<String> answer = get("NUMLOGINS", ups);
        try {
            return Integer.parseInt(answer.isEmpty() ? "" : answer.getFirst());
        } catch (NumberFormatException e) {
            throw new IOException("Protocol error: the answer to GET NUMLOGINS is no number", e);
        }
    }

    /** The UPSes that the server serves, each with its description, in the server's order: LIST UPS. */
    public Map<String, String> upses() throws IOException, ErrorAnswer {
        Map<String, String> upses = new LinkedHashMap<>();
        for (List<String> line : list("UPS")) {
            if (line.size() < 3) {
                throw new IOException("Protocol error: a line of LIST UPS has no description");
            }
            upses.put(line.get(1), line.get(2));
        }
        return upses;
    }

    /**
     * Asks for news of a UPS, in place of what was asked of that UPS before: SUBSCRIBE. {@link #nextNews} gives them. They begin with the
     * next change; so read the values afterwards, and none is missed. A UPS whose data are stale is the first news.
     *
     * @param variables those of interest, at most 29, whether the UPS has them now or not; none for all
     * @return false if the server does not know the command: then ask from time to time
     * @throws ErrorAnswer UNKNOWN-UPS, INVALID-ARGUMENT, or TOO-MANY-SUBSCRIPTIONS
     */
    public boolean subscribe(String ups, String... variables) throws IOException, ErrorAnswer {
        String[] request = new String[variables.length + 2];
        request[0] = "SUBSCRIBE";
        request[1] = ups;
        System.arraycopy(variables, 0, request, 2, variables.length);
        try {
            ask(request);
        } catch (ErrorAnswer e) {
            if (!e.code().equals("UNKNOWN-COMMAND")) {
                throw e;
            }
            return false;
        }
        answers.listen();
        return true;
    }

    /**
     * Asks for no more news of a UPS, whether there was a subscription or not: UNSUBSCRIBE. News that came before may still wait.
     *
     * @throws ErrorAnswer UNKNOWN-UPS, or UNKNOWN-COMMAND from a server that has no news
     */
    public void unsubscribe(String ups) throws IOException, ErrorAnswer {
        ask("UNSUBSCRIBE", ups);
    }

    /**
     * The oldest of the news that came while answers were awaited; when there are none, the next to come. Of each variable, only the newest
     * waits. Whoever may be woken looks after each return whether there is something to do.
     *
     * @param patience how long to wait for one; zero only looks whether there is one
     * @return empty when the time is over, or another thread has called {@link #wake}
     * @throws IOException when the connection has ended, also because another thread has closed it
     */
    public Optional<UpsNews> nextNews(Duration patience) throws IOException {
        Optional<UpsNews> waiting = answers.waiting();
        if (waiting.isPresent()) {
            return waiting;
        }
        requireWorking();
        broken = true;
        Optional<UpsNews> come = answers.next(patience);
        broken = false;
        return come;
    }

    /**
     * Ends the wait in {@link #nextNews}, or has the next one end at once. The server is asked something for it (NETVER), so the wait ends
     * after its answer has come; without one nextNews throws when the time for an answer is over.
     */
    public void wake() {
        answers.wake();
    }

    /** Says LOGOUT if the other side may still listen, and closes. */
    @Override
    public void close() {
        Socket open = socket;
        try (open) {
            if (!broken) {
                lines.write("LOGOUT");
            }
        } catch (IOException expected) {
            // The other side is gone, which is what closing is for.
        }
    }

    private void requireWorking() throws IOException {
        if (broken) {
            throw new IOException("the connection failed before; open another");
        }
    }

    /** An answer has come as a whole; the next turn is ours. */
    private String checked(String answer) throws ErrorAnswer {
        broken = false;
        if (!answer.startsWith("ERR")) {
            return answer;
        }
        String rest = answer.substring(3).strip();
        int blank = rest.indexOf(' ');
        throw new ErrorAnswer(blank < 0 ? rest : rest.substring(0, blank));
    }

    private static List<String> words(String line) throws IOException {
        try {
            return Tokenizer.words(line);
        } catch (SyntaxFault e) {
            throw new IOException("Parse error: " + e.getMessage(), e);
        }
    }

    private static boolean startsWith(List<String> words, int from, String[] query) {
        if (words.size() < from + query.length) {
            return false;
        }
        for (int i = 0; i < query.length; i++) {
            if (!words.get(from + i).equalsIgnoreCase(query[i])) {
                return false;
            }
        }
        return true;
    }
}
