package nut.common.conf;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nut.common.conf.AuthConf.Account;
import nut.common.protocol.UpsAddress;

/**
 * Makes accounts of the statements of nutauth.conf. A section is {@code [@host:port]}, {@code [@host]}, {@code [host]} or one of these with
 * a user before the @, which only a client that asks for that user reads.
 */
final class AuthConfReader {
    private static final Set<String> NOT_YET = Set.of("SSLBACKEND", "INCLUDE", "INCLUDE_REQUIRED");
    private static final Set<String> TLS = Set.of("CERTPATH", "CERTFILE", "CERTIDENT_NAME", "CERTIDENT_PASS", "CERTHOST", "CERTVERIFY",
        "FORCESSL");

    private final Complaints complaints;
    private final Path file;
    private final Map<String, Account> accounts = new HashMap<>();
    private String server = "";
    private boolean passedOver;

    /**
     * A reader.
     *
     * @param file where the statements come from: files that it names are looked for beside it
     */
    AuthConfReader(Complaints complaints, Path file) {
        this.complaints = complaints;
        this.file = file;
    }

    AuthConf read(List<Statement> statements) {
        for (Statement s : statements) {
            if (s.keyword().startsWith("[")) {
                section(s);
            } else if (!passedOver) {
                directive(s);
            }
        }
        return new AuthConf(accounts);
    }

    static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    private void section(Statement s) {
        String header = s.keyword();
        passedOver = true;
        if (!header.endsWith("]")) {
            complaints.error(s.position(), "the section header has a blank in it or no closing bracket; write [@host:port]; the section is "
                + "left out");
            return;
        }
        String name = header.substring(1, header.length() - 1);
        int at = name.indexOf('@');
        if (at > 0) {
            return;
        }
        try {
            String address = name.substring(at + 1);
            server = name.isEmpty() || name.equals("_global_defaults") ? "" : key(address);
            passedOver = false;
        } catch (IllegalArgumentException noServer) {
            complaints.error(s.position(), noServer.getMessage() + "; write [@host:port]; the section is left out");
        }
    }

    private static String key(String address) {
        UpsAddress parsed = UpsAddress.parseServer(address.startsWith(":") ? "localhost" + address : address);
        return key(parsed.host(), parsed.port());
    }

    private void directive(Statement s) {
        String name = s.keyword();
        if (NOT_YET.contains(name)) {
            complaints.warning(s.position(), NotYet.sentence(name));
            return;
        }
        if (s.words().size() != 1 && (s.words().size() != 3 || !s.words().get(1).equals("="))) {
            complaints.error(s.position(), name + " is not followed by '=' and a value; the line is left out");
            return;
        }
        String value = s.words().size() == 1 ? "1" : s.words().get(2);
        Account known = accounts.getOrDefault(server, Account.NOTHING);
        String upper = name.toUpperCase(Locale.ROOT);
        if (TLS.contains(upper)) {
            accounts.put(server, new Account(known.user(), known.password(), known.tls().with(upper, value, file)));
            return;
        }
        switch (upper) {
            case "USER", "USERNAME" -> accounts.put(server, new Account(value, known.password(), known.tls()));
            case "PASS", "PASSWORD" -> accounts.put(server, new Account(known.user(), value, known.tls()));
            default -> complaints.error(s.position(), "invalid directive " + name + "; the line is left out");
        }
    }
}
