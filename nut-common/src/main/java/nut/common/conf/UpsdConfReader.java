package nut.common.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nut.common.protocol.UpsAddress;

/** Makes values of the statements of upsd.conf: {@code DIRECTIVE value}, one a line. */
final class UpsdConfReader {
    private static final Set<String> NAMES = Set.of("ALLOW_NOT_ALL_LISTENERS", "ALLOW_NO_DEVICE", "CERTFILE", "CERTIDENT", "CERTPATH",
        "CERTREQUEST", "DATAPATH", "DEBUG_MIN", "DISABLE_WEAK_SSL", "LISTEN", "MAXAGE", "MAXCONN", "STATEPATH", "TRACKINGDELAY");

    private final Complaints complaints;
    private final DirectiveReader values;
    private final List<UpsdConf.Listen> listen = new ArrayList<>();
    private Duration maxAge = Duration.ofSeconds(15);
    private int maxConn = Integer.MAX_VALUE;
    private Optional<Path> statePath = Optional.empty();
    private Duration trackingDelay = Duration.ofHours(1);
    private boolean allowNoDevice;
    private boolean allowNotAllListeners;
    private int debugMin;
    private Optional<Path> dataPath = Optional.empty();
    private final UpsdTlsReader tls;

    /**
     * A reader.
     *
     * @param file where the statements come from: files that it names are looked for beside it
     */
    UpsdConfReader(Complaints complaints, Path file) {
        this.complaints = complaints;
        this.values = new DirectiveReader(complaints, NAMES);
        this.tls = new UpsdTlsReader(complaints, values, file);
    }

    UpsdConf read(String source, List<Statement> statements) {
        for (Statement s : statements) {
            take(s);
        }
        if (listen.isEmpty()) {
            Position nowhere = new Position(source, 0);
            listen.add(new UpsdConf.Listen(nowhere, "127.0.0.1", UpsAddress.DEFAULT_PORT));
            listen.add(new UpsdConf.Listen(nowhere, "::1", UpsAddress.DEFAULT_PORT));
        }
        return new UpsdConf(listen, maxAge, maxConn, statePath, trackingDelay, allowNoDevice, allowNotAllListeners, debugMin, dataPath,
            tls.read());
    }

    private void take(Statement s) {
        switch (s.keyword()) {
            case "LISTEN" -> listen(s);
            case "MAXAGE" -> maxAge = values.seconds(s, 1, maxAge);
            case "MAXCONN" -> {
                int number = values.number(s, 0, maxConn);
                maxConn = number == 0 ? Integer.MAX_VALUE : number;
            }
            case "STATEPATH" -> statePath = directory(s, statePath);
            case "DATAPATH" -> dataPath = directory(s, dataPath);
            case "TRACKINGDELAY" -> trackingDelay = values.seconds(s, 0, trackingDelay);
            case "ALLOW_NO_DEVICE" -> allowNoDevice = values.yes(s, allowNoDevice);
            case "ALLOW_NOT_ALL_LISTENERS" -> allowNotAllListeners = values.yes(s, allowNotAllListeners);
            case "CERTFILE", "CERTPATH", "CERTIDENT", "CERTREQUEST", "DISABLE_WEAK_SSL" -> tls.take(s);
            case "ACCEPT", "REJECT", "ACL" ->
                complaints.warning(s.position(), s.keyword() + " is no longer supported and has no effect; use LISTEN, and a firewall");
            default -> rest(s);
        }
    }

    private Optional<Path> directory(Statement s, Optional<Path> otherwise) {
        String path = values.text(s, "DIRECTORY", "");
        return path.isEmpty() ? otherwise : Optional.of(Path.of(path));
    }

    private void rest(Statement s) {
        if (s.keyword().equalsIgnoreCase("DEBUG_MIN")) {
            debugMin = values.number(s, 0, debugMin);
        } else {
            values.unknown(s);
        }
    }

    private void listen(Statement s) {
        if (!values.hasValues(s, 1, "ADDRESS [PORT]")) {
            return;
        }
        values.noMoreThan(s, 2);
        String host = s.words().get(1);
        String port = s.words().size() > 2 ? s.words().get(2) : "";
        int colon = host.lastIndexOf(':');
        if (port.isEmpty() && colon >= 0 && isAddressAndPort(host.substring(0, colon), host.substring(colon + 1))) {
            port = host.substring(colon + 1);
            host = host.substring(0, colon);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            complaints.error(s.position(), "LISTEN has an empty address; write LISTEN ADDRESS [PORT]; the line is left out");
            return;
        }
        Integer number = port.isEmpty() || port.equals("nut") ? Integer.valueOf(UpsAddress.DEFAULT_PORT) : Numbers.parse(port);
        if (number == null || number < 1 || number > 65535) {
            complaints.error(s.position(), "LISTEN has the port \"" + port
                + "\" but it must be a number from 1 to 65535; the line is left out");
            return;
        }
        listen.add(new UpsdConf.Listen(s.position(), host, number));
    }

    /** {@code [IPv6]:port}, {@code name:port}, {@code IPv4:port}; also {@code ends-in::} and {@code :port}, as NUT 2.8.5 has it. */
    private static boolean isAddressAndPort(String address, String port) {
        boolean bracketed = address.startsWith("[") && address.indexOf(']') == address.length() - 1;
        boolean withoutColons = address.indexOf(':') < 0 && address.indexOf('[') < 0;
        boolean shortened = address.endsWith("::") && address.indexOf("::") == address.length() - 2
            && address.chars().allMatch(c -> c == ':' || Character.digit(c, 16) >= 0);
        return (bracketed || withoutColons || shortened) && !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
