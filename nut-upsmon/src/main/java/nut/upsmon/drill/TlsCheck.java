package nut.upsmon.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.ClientTlsConf;
import nut.common.conf.UpsmonNetwork;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.NutConnection;
import nut.common.tls.Identity;
import nut.common.tls.Validity;

/** Looks at the certificates that upsmon.conf names, once each, and at those that servers show. */
final class TlsCheck {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int OTHERS_READ = 04;

    private final UpsmonNetwork network;
    private final Instant now;
    private final Findings findings;
    private final Map<ClientTlsConf, Optional<ConnectionSecurity>> looked = new HashMap<>();

    TlsCheck(UpsmonNetwork network, Instant now, Findings findings) {
        this.network = network;
        this.now = now;
        this.findings = findings;
    }

    /** How to encrypt connections to a host; empty if that cannot be done as upsmon.conf says. */
    Optional<ConnectionSecurity> of(String host) {
        return looked.computeIfAbsent(network.tls(host), this::look);
    }

    private Optional<ConnectionSecurity> look(ClientTlsConf conf) {
        try {
            if (conf.certFile().isPresent()) {
                own(conf.certFile().get(), conf);
            }
            if (conf.verify().orElse(false)) {
                authorities(conf);
            } else if (conf.wantsTls()) {
                findings.note("TLS without CERTVERIFY: nobody looks whose certificate upsd shows, and others can play upsd"
                    + (conf.certPath().isPresent() ? "; CERTPATH is of no use so" : ""));
            }
            return Optional.of(ConnectionSecurity.of(conf));
        } catch (AdminFault fault) {
            findings.wrong(fault.getMessage() + "; upsmon does not start so");
            return Optional.empty();
        }
    }

    private void own(Path file, ClientTlsConf conf) {
        Identity own = Identity.read(file, conf.keyPassword()).named(conf.certName());
        own.chain().forEach(certificate -> judge("CERTFILE " + file + ": the certificate ", Validity.of(certificate)));
        try {
            if (((int) Files.getAttribute(file, "unix:mode") & OTHERS_READ) != 0) {
                findings.note("CERTFILE " + file + " holds a private key and is readable for everybody: chmod 600 " + file);
            }
        } catch (IOException hidden) {
            findings.note("CERTFILE " + file + " cannot be looked at: " + hidden);
        }
    }

    /** One that is over among many is what a directory of authorities looks like after years; none that counts is a fault. */
    private void authorities(ClientTlsConf conf) {
        String what = conf.certPath().map(path -> "CERTPATH " + path).orElse("the system's certificates");
        List<Validity> all = Validity.ofAuthorities(conf.certPath());
        if (all.size() == 1) {
            judge(what + ": the authority ", all.getFirst());
            return;
        }
        List<Validity> over = all.stream().filter(authority -> authority.isOver(now)).toList();
        if (over.size() == all.size()) {
            findings.wrong(what + ": all its " + all.size() + " authorities are over, so no certificate verifies");
            return;
        }
        findings.good(what + ": " + (all.size() - over.size()) + " of " + all.size() + " authorities count today");
        if (conf.certPath().isPresent()) {
            over.forEach(authority -> findings.note(what + ": the authority " + authority + ", does not count today"));
            all.stream().filter(authority -> authority.endsWithin(SOON, now))
                .forEach(authority -> findings.note(what + ": the authority " + authority + ", ends within 30 days"));
        }
    }

    private void judge(String what, Validity validity) {
        if (validity.isOver(now)) {
            findings.wrong(what + validity + ", does not count today; put a new one there, and say upsmon -c reload");
        } else if (validity.endsWithin(SOON, now)) {
            findings.note(what + validity + ", ends within 30 days");
        } else {
            findings.good(what + validity);
        }
    }

    /** What a server has shown. */
    void judge(NutConnection connection, String host) throws IOException {
        if (connection.serverCertificate().isEmpty()) {
            if (network.tls(host).wantsTls()) {
                findings.note("upsd on " + host + " has no TLS, and is talked to in the clear, passwords and all");
            }
            return;
        }
        Validity shown = Validity.of(connection.serverCertificate().get());
        String sentence = "upsd on " + host + " shows the certificate " + shown;
        boolean verified = network.tls(host).verify().orElse(false);
        if (shown.isOver(now)) {
            findings.note(sentence + ", which does not count today; "
                + (verified ? "it is taken because CERTPATH has that very certificate" : "nobody verifies it"));
        } else if (shown.endsWithin(SOON, now)) {
            findings.note(sentence + ", which ends within 30 days");
        } else {
            findings.good(sentence + (verified ? ", and it verifies" : ", which nobody verifies"));
        }
    }
}
