package nut.common.conf;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Takes the statements about TLS of upsd.conf. A path that does not begin with / is one beside the file. */
final class UpsdTlsReader {
    private final Complaints complaints;
    private final DirectiveReader values;
    private final Path file;
    private Optional<Path> certFile = Optional.empty();
    private Optional<Path> certPath = Optional.empty();
    private String certName = "";
    private String keyPassword = "";
    private CertRequest request = CertRequest.NO;
    private boolean strongOnly;
    private Statement useless;

    UpsdTlsReader(Complaints complaints, DirectiveReader values, Path file) {
        this.complaints = complaints;
        this.values = values;
        this.file = file;
    }

    void take(Statement s) {
        switch (s.keyword()) {
            case "CERTFILE" -> certFile = path(s).or(() -> certFile);
            case "CERTPATH" -> certPath = path(s).or(() -> certPath);
            case "CERTIDENT" -> ident(s);
            case "CERTREQUEST" -> request = request(s);
            default -> strongOnly = values.yes(s, strongOnly);
        }
        if (!s.keyword().equals("CERTFILE") && !s.keyword().equals("DISABLE_WEAK_SSL")) {
            useless = s;
        }
    }

    UpsdTls read() {
        if (certFile.isEmpty() && useless != null) {
            complaints.warning(useless.position(), useless.keyword() + " has no effect without CERTFILE, so there is no TLS;"
                + " name a PEM file with upsd's certificate and private key (an NSS database is not read)");
        }
        return new UpsdTls(certFile, certPath, certName, keyPassword, request, strongOnly);
    }

    private Optional<Path> path(Statement s) {
        String text = values.text(s, s.keyword().equals("CERTFILE") ? "FILE" : "FILE-OR-DIRECTORY", "");
        return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
    }

    private void ident(Statement s) {
        if (values.hasValues(s, 2, "\"NAME\" \"PASSWORD\"")) {
            values.noMoreThan(s, 2);
            certName = s.words().get(1);
            keyPassword = s.words().get(2);
        }
    }

    private CertRequest request(Statement s) {
        String text = values.text(s, "0|1|2", "");
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "" -> request;
            case "0", "NO" -> CertRequest.NO;
            case "1", "REQUEST" -> CertRequest.REQUEST;
            case "2", "REQUIRE" -> CertRequest.REQUIRE;
            default -> {
                complaints.error(s.position(), "CERTREQUEST is \"" + text + "\" but must be 0 (NO), 1 (REQUEST) or 2 (REQUIRE);"
                    + " clients must show a certificate until this is mended");
                yield CertRequest.REQUIRE;
            }
        };
    }
}
