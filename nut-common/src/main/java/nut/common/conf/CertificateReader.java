package nut.common.conf;

import java.nio.file.Path;
import java.util.Optional;

/** Takes the statements about a program's own certificate that upsd.conf and upsmon.conf share. A path without / is one beside the file. */
final class CertificateReader {
    private final DirectiveReader values;
    private final Path file;
    private Optional<Path> certFile = Optional.empty();
    private Optional<Path> certPath = Optional.empty();
    private String certName = "";
    private String keyPassword = "";

    CertificateReader(DirectiveReader values, Path file) {
        this.values = values;
        this.file = file;
    }

    /** Takes CERTFILE, CERTPATH or CERTIDENT; says whether it was one of these. */
    boolean take(Statement s) {
        switch (s.keyword()) {
            case "CERTFILE" -> certFile = path(s, "FILE").or(() -> certFile);
            case "CERTPATH" -> certPath = path(s, "FILE-OR-DIRECTORY").or(() -> certPath);
            case "CERTIDENT" -> ident(s);
            default -> {
                return false;
            }
        }
        return true;
    }

    Optional<Path> certFile() {
        return certFile;
    }

    Optional<Path> certPath() {
        return certPath;
    }

    String certName() {
        return certName;
    }

    String keyPassword() {
        return keyPassword;
    }

    private Optional<Path> path(Statement s, String what) {
        String text = values.text(s, what, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
    }

    private void ident(Statement s) {
        if (values.hasValues(s, 2, "\"NAME\" \"PASSWORD\"")) {
            values.noMoreThan(s, 2);
            certName = s.words().get(1);
            keyPassword = s.words().get(2);
        }
    }
}
