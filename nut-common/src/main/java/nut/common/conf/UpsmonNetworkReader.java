package nut.common.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the statements of upsmon.conf about connections. */
final class UpsmonNetworkReader {
    /** The directives that it takes. */
    static final Set<String> NAMES = Set.of("CERTFILE", "CERTHOST", "CERTIDENT", "CERTPATH", "CERTVERIFY", "FORCESSL");

    private final DirectiveReader values;
    private final CertificateReader certificate;
    private final List<Statement> hosts = new ArrayList<>();
    private Optional<Boolean> verify = Optional.empty();
    private Optional<Boolean> force = Optional.empty();

    /** A reader for a file. */
    UpsmonNetworkReader(DirectiveReader values, Path file) {
        this.values = values;
        this.certificate = new CertificateReader(values, file);
    }

    void take(Statement s) {
        if (certificate.take(s)) {
            return;
        }
        switch (s.keyword()) {
            case "CERTVERIFY" -> verify = Optional.of(values.yes(s, verify.orElse(false)));
            case "FORCESSL" -> force = Optional.of(values.yes(s, force.orElse(false)));
            default -> hosts.add(s);
        }
    }

    UpsmonNetwork read() {
        ClientTlsConf all = new ClientTlsConf(certificate.certPath(), certificate.certFile(), certificate.certName(),
            certificate.keyPassword(), "", verify, force);
        Map<String, ClientTlsConf> byHost = new HashMap<>();
        for (Statement s : hosts) {
            host(s, all, byHost);
        }
        return new UpsmonNetwork(all, byHost);
    }

    /** CERTHOST host name verify force; what cannot be read of it is taken for yes. */
    private void host(Statement s, ClientTlsConf all, Map<String, ClientTlsConf> byHost) {
        if (values.hasValues(s, 4, "HOST \"NAME\" 0|1 0|1")) {
            values.noMoreThan(s, 4);
            List<String> words = s.words();
            byHost.put(words.get(1).toLowerCase(Locale.ROOT), new ClientTlsConf(all.certPath(), all.certFile(), all.certName(),
                all.keyPassword(), words.get(2), Optional.of(yes(s, 3)), Optional.of(yes(s, 4))));
        }
    }

    private boolean yes(Statement s, int word) {
        return values.yes(new Statement(s.position(), List.of(s.keyword(), s.words().get(word))), true);
    }
}
