package nut.common.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client is told about TLS with one server, with the meaning of NUT 2.8.6's nutauth.conf for OpenSSL.
 *
 * @param certPath    CERTPATH: a file or a directory with authorities; without it those count that the system trusts
 * @param certFile    CERTFILE: the client's certificate, those of its authorities, and its private key
 * @param certName    CERTIDENT_NAME: what the client's certificate must be called; "" when that is all the same
 * @param keyPassword CERTIDENT_PASS: what opens its private key; "" when it is not locked
 * @param certHost    CERTHOST: what the server's certificate must be called; "" for the host that is asked for
 * @param verify      CERTVERIFY: whether the server's certificate is verified; it is not when the file does not say
 * @param force       FORCESSL: whether nothing may be sent in the clear
 */
public record ClientTlsConf(Optional<Path> certPath, Optional<Path> certFile, String certName, String keyPassword, String certHost,
    Optional<Boolean> verify, Optional<Boolean> force) {
    /** Nothing was said. */
    public static final ClientTlsConf NONE = new ClientTlsConf(Optional.empty(), Optional.empty(), "", "", "", Optional.empty(),
        Optional.empty());

    /** What this one does not say, another may say. */
    ClientTlsConf or(ClientTlsConf other) {
        return new ClientTlsConf(certPath.or(() -> other.certPath), certFile.or(() -> other.certFile), either(certName, other.certName),
            either(keyPassword, other.keyPassword), either(certHost, other.certHost), verify.or(() -> other.verify),
            force.or(() -> other.force));
    }

    /** With one directive of nutauth.conf more; a path that does not begin with / is one beside the file. */
    ClientTlsConf with(String directive, String value, Path file) {
        Optional<Path> path = Optional.of(file.resolveSibling(value));
        Optional<Boolean> yes = Optional.of(value.equalsIgnoreCase("on") || value.equalsIgnoreCase("yes") || value.equals("1"));
        return switch (directive) {
            case "CERTPATH" -> new ClientTlsConf(path, certFile, certName, keyPassword, certHost, verify, force);
            case "CERTFILE" -> new ClientTlsConf(certPath, path, certName, keyPassword, certHost, verify, force);
            case "CERTIDENT_NAME" -> new ClientTlsConf(certPath, certFile, value, keyPassword, certHost, verify, force);
            case "CERTIDENT_PASS" -> new ClientTlsConf(certPath, certFile, certName, value, certHost, verify, force);
            case "CERTHOST" -> new ClientTlsConf(certPath, certFile, certName, keyPassword, value, verify, force);
            case "CERTVERIFY" -> new ClientTlsConf(certPath, certFile, certName, keyPassword, certHost, yes, force);
            case "FORCESSL" -> new ClientTlsConf(certPath, certFile, certName, keyPassword, certHost, verify, yes);
            default -> throw new IllegalArgumentException(directive);
        };
    }

    /** What has to be read for it, files and directories. */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        certPath.ifPresent(files::add);
        certFile.ifPresent(files::add);
        return files;
    }

    /** Whether anything asks for TLS. */
    public boolean wantsTls() {
        return mustHaveTls() || certPath.isPresent() || certFile.isPresent();
    }

    /** Whether there is to be no connection without TLS: a server that is to be verified cannot be without. */
    public boolean mustHaveTls() {
        return force.orElse(false) || verify.orElse(false);
    }

    private static String either(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return mustHaveTls() ? "TLS" : wantsTls() ? "TLS if it is to be had" : "no TLS";
    }
}
