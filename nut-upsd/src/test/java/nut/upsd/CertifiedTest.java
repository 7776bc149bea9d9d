package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.CertRequest;
import nut.common.conf.UpsdTls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What upsd makes of the files that admins have. */
class CertifiedTest {
    @TempDir
    private static Path directory;
    private static OpensslAuthority authority;

    @BeforeAll
    static void certify() throws IOException {
        authority = OpensslAuthority.in(directory);
        authority.identity("rsa", OpensslAuthority.RSA);
        authority.identity("ec", OpensslAuthority.EC);
        authority.identity("ed", List.of("ed25519"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed"})
    void keysOfEachKindAreTaken(String name) {
        assertNotNull(Certified.tls(settings(directory.resolve(name + ".pem"), "", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void keysInTheirOlderFormsAreTaken(String name) throws IOException {
        authority.openssl(name, "-in", name + ".key", "-out", name + ".old", name.equals("rsa") ? "-traditional" : "-no_public");
        Path file = authority.together(name + "-old.pem", name + ".crt", name + ".old");

        assertTrue(Files.readString(file).contains("BEGIN " + name.toUpperCase(Locale.ROOT) + " PRIVATE KEY"));
        assertNotNull(Certified.tls(settings(file, "", "")));
    }

    @Test
    void aLockedKeyIsOpenedByThePasswordOfCertident() throws IOException {
        authority.openssl("pkcs8", "-topk8", "-in", "rsa.key", "-passout", "pass:s3cret", "-out", "rsa.locked");
        Path file = authority.together("locked.pem", "rsa.crt", "rsa.locked");

        assertNotNull(Certified.tls(settings(file, "rsa", "s3cret")));
        assertFault(settings(file, "", ""), ": the private key is encrypted; give its password as the second value of CERTIDENT");
        assertFault(settings(file, "", "wrong"), ": the password does not open the private key");
    }

    @Test
    void aKeyThatIsLockedInTheOldFormIsRefusedWithTheWayOut() throws IOException {
        authority.openssl("rsa", "-aes128", "-traditional", "-in", "rsa.key", "-passout", "pass:s3cret", "-out", "rsa.oldlocked");

        assertFault(settings(authority.together("oldlocked.pem", "rsa.crt", "rsa.oldlocked"), "", "s3cret"),
            ": the private key is encrypted in an old form; convert it with openssl pkcs8 -topk8");
    }

    @Test
    void whatIsMissingOrDoesNotFitIsOneSentence() throws IOException {
        Path cut = Files.writeString(directory.resolve("cut.pem"), Files.readString(directory.resolve("rsa.crt")).substring(0, 200));

        assertFault(settings(directory.resolve("none.pem"), "", ""), ": there is no such file");
        assertFault(settings(directory.resolve("rsa.key"), "", ""), " has no certificate in PEM form");
        assertFault(settings(directory.resolve("rsa.crt"), "", ""), " has no private key in PEM form");
        assertFault(settings(authority.together("crossed.pem", "rsa.crt", "ec.key"), "", ""), ": the private key is not that of the first");
        assertFault(settings(authority.together("order.pem", "ca.pem", "rsa.crt", "rsa.key"), "", ""), ": the private key is not that of");
        assertFault(settings(cut, "", ""), ": the block CERTIFICATE has no end");
        assertFault(settings(directory.resolve("rsa.pem"), "other", ""), ": the certificate is CN=rsa, not \"other\" as CERTIDENT says");
    }

    @Test
    void askingForCertificatesTakesAuthorities() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path file = directory.resolve("rsa.pem");

        AdminFault none = assertThrows(AdminFault.class, () -> Certified.tls(
            new UpsdTls(Optional.of(file), Optional.empty(), "", "", CertRequest.REQUEST, false)));
        AdminFault nothing = assertThrows(AdminFault.class, () -> Certified.tls(
            new UpsdTls(Optional.of(file), Optional.of(empty), "", "", CertRequest.REQUIRE, false)));

        assertTrue(none.getMessage().startsWith("CERTREQUEST asks clients for certificates, but CERTPATH names no authorities"));
        assertTrue(nothing.getMessage().startsWith("CERTPATH " + empty + " has no certificate in PEM form"), nothing.getMessage());
    }

    @Test
    void aCertificateThatHasExpiredOrSoonWillServesAndIsSaid() throws IOException {
        authority.identity("old", OpensslAuthority.EC, "-days", "-1");
        authority.identity("aging", OpensslAuthority.EC, "-days", "5");
        try (LogLines log = new LogLines(Certified.class)) {
            assertNotNull(Certified.tls(settings(directory.resolve("old.pem"), "", "")));
            assertNotNull(Certified.tls(settings(directory.resolve("aging.pem"), "", "")));

            assertEquals(1, log.lines().stream().filter(l -> l.startsWith("ERROR ") && l.contains("has expired at")).count());
            assertEquals(1, log.lines().stream().filter(l -> l.startsWith("WARN ") && l.contains("expires at")).count());
        }
    }

    @Test
    void aKeyThatEverybodyCanReadIsSaid() throws IOException {
        Path file = authority.together("open.pem", "ec.crt", "ec.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (LogLines log = new LogLines(Certified.class)) {
            Certified.tls(settings(file, "", ""));

            assertEquals(List.of("WARN " + file + " is world readable, and it holds a private key; chmod o-r it"),
                log.lines().stream().filter(line -> line.startsWith("WARN")).toList());
        }
    }

    private static UpsdTls settings(Path file, String name, String password) {
        return new UpsdTls(Optional.of(file), Optional.empty(), name, password, CertRequest.NO, false);
    }

    private static void assertFault(UpsdTls settings, String said) {
        AdminFault fault = assertThrows(AdminFault.class, () -> Certified.tls(settings));
        String wanted = settings.certFile().orElseThrow() + said;
        assertTrue(fault.getMessage().startsWith(wanted), fault.getMessage());
    }
}
