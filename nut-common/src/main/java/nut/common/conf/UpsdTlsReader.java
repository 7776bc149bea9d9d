package nut.common.conf;

import java.nio.file.Path;
import java.util.Locale;

/** Takes the statements about TLS of upsd.conf. */
final class UpsdTlsReader {
    private final Complaints complaints;
    private final DirectiveReader values;
    private final CertificateReader certificate;
    private CertRequest request = CertRequest.NO;
    private boolean strongOnly;
    private Statement useless;

    UpsdTlsReader(Complaints complaints, DirectiveReader values, Path file) {
        this.complaints = complaints;
        this.values = values;
        this.certificate = new CertificateReader(values, file);
    }

    void take(Statement s) {
        if (!certificate.take(s)) {
            if (s.keyword().equals("CERTREQUEST")) {
                request = request(s);
            } else {
                strongOnly = values.yes(s, strongOnly);
            }
        }
        if (!s.keyword().equals("CERTFILE") && !s.keyword().equals("DISABLE_WEAK_SSL")) {
            useless = s;
        }
    }

    UpsdTls read() {
        if (certificate.certFile().isEmpty() && useless != null) {
            complaints.warning(useless.position(), useless.keyword() + " has no effect without CERTFILE, so there is no TLS;"
                + " name a PEM file with upsd's certificate and private key (an NSS database is not read)");
        }
        return new UpsdTls(certificate.certFile(), certificate.certPath(), certificate.certName(), certificate.keyPassword(), request,
            strongOnly);
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
