package nut.upsmon.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** Asks the upsd of a MONITOR line what a primary would ask it in the end. */
final class Asked {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Monitor monitor;
    private final TlsCheck tls;
    private final Findings findings;

    Asked(Monitor monitor, TlsCheck tls, Findings findings) {
        this.monitor = monitor;
        this.tls = tls;
        this.findings = findings;
    }

    void ask() {
        String host = monitor.ups().host();
        Optional<ConnectionSecurity> security = tls.of(host);
        if (security.isEmpty()) {
            findings.wrong(monitor.ups() + " is not asked, as its connection cannot be encrypted");
            return;
        }
        try (NutConnection connection = NutConnection.open(host, monitor.ups().port(), PATIENCE)) {
            security.get().apply(connection, host);
            tls.judge(connection, host);
            status(connection);
            logins(connection);
            clients(connection);
            rights(connection);
        } catch (SSLException refused) {
            findings.wrong(monitor.ups() + " cannot be asked, as TLS with its upsd fails: " + refused.getMessage()
                + "; see CERTPATH and CERTHOST, and upsd's CERTFILE");
        } catch (IOException failed) {
            findings.wrong(monitor.ups() + " cannot be asked: " + failed.getMessage() + "; is upsd there, and does it listen?");
        }
    }

    private void status(NutConnection connection) throws IOException {
        try {
            findings.status(monitor.ups().toString(), connection.variable(monitor.ups().ups(), "ups.status"));
        } catch (ErrorAnswer refused) {
            findings.wrong(monitor.ups() + " has no status: " + refused.code());
        }
    }

    private void logins(NutConnection connection) throws IOException {
        try {
            int count = connection.logins(monitor.ups().ups());
            String sentence = monitor.ups() + " has " + count + " logged in";
            if (count == 0) {
                findings.wrong(sentence + ", and this machine should be one of them");
            } else {
                findings.good(sentence + (monitor.primary() ? ": this machine would wait for " + (count - 1) + " secondaries" : ""));
            }
        } catch (ErrorAnswer refused) {
            findings.wrong(monitor.ups() + " does not say how many are logged in: " + refused.code());
        }
    }

    private void clients(NutConnection connection) throws IOException {
        try {
            List<List<String>> clients = connection.list("CLIENT", monitor.ups().ups());
            for (List<String> client : clients) {
                if (client.size() > 2 && isOurs(client.get(2))) {
                    findings.good(monitor.ups() + " counts this machine as " + client.get(2));
                    return;
                }
            }
            findings.wrong(monitor.ups() + " does not count this machine: no address of ours is among its " + clients.size()
                + " clients; look for 'Login on UPS' in the log");
        } catch (ErrorAnswer refused) {
            findings.note(monitor.ups() + " does not say who is logged in: " + refused.code());
        }
    }

    /** What the server shows is an address: nothing is looked up but its text. */
    private static boolean isOurs(String text) throws IOException {
        if (!text.matches("[0-9a-fA-F:.]+(%.*)?")) {
            return false;
        }
        InetAddress address = InetAddress.getByName(text);
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    /** A primary's word is taken without a login, which would be counted. */
    private void rights(NutConnection connection) throws IOException {
        if (!monitor.primary()) {
            return;
        }
        try {
            connection.authenticate(monitor.user(), monitor.password());
            connection.primary(monitor.ups().ups());
            findings.good(monitor.ups() + " takes user " + monitor.user() + " as its primary, who may set FSD");
        } catch (ErrorAnswer refused) {
            findings.wrong(monitor.ups() + " does not take user " + monitor.user() + " as its primary: " + refused.code()
                + "; see upsd.users, and the MONITOR line at " + monitor.position());
        }
    }
}
