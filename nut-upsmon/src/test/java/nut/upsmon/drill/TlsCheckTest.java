package nut.upsmon.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.conf.ClientTlsConf;
import nut.common.conf.UpsmonNetwork;
import nut.common.tls.Validity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the drill says of certificates on different days, and of files that do not fit. */
class TlsCheckTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Optional<Boolean> YES = Optional.of(true);

    @TempDir
    private Path directory;
    private Instant end;

    /** A certificate that counts for 100 days from now. */
    @BeforeEach
    void certify() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(OPENSSL), "no certificate without Debian's package openssl");
        make("own", 100);
        write("own.pem", "own.crt", "own.key");
        end = Validity.ofAuthorities(Optional.of(directory.resolve("own.crt"))).getFirst().ends();
    }

    private void make(String name, int days) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(OPENSSL.toString(), "req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:P-256", "-nodes", "-days", String.valueOf(days), "-subj", "/CN=" + name, "-keyout", name + ".key", "-out",
            name + ".crt").directory(directory.toFile()).redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile())
            .start();
        assertEquals(0, openssl.waitFor(), Files.readString(directory.resolve("out")));
    }

    private Path write(String name, String... parts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(Files.readString(directory.resolve(part)));
        }
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private ClientTlsConf conf(String certPath, String certFile, String certName, Optional<Boolean> verify) {
        return new ClientTlsConf(Optional.ofNullable(certPath).map(directory::resolve),
            Optional.ofNullable(certFile).map(directory::resolve), certName, "", "", verify, Optional.empty());
    }

    private List<String> findings(ClientTlsConf conf, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        TlsCheck check = new TlsCheck(new UpsmonNetwork(conf, Map.of()), now, new Findings(printed));
        check.of("tower");
        check.of("other-host-with-the-same");
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void withoutDirectivesThereIsNothingToSay() {
        assertEquals(List.of(), findings(ClientTlsConf.NONE, Instant.now()));
    }

    @Test
    void certificatesThatCountAreNamedWithTheirDays() {
        List<String> said = findings(conf("own.crt", "own.pem", "own", YES), Instant.now());

        assertEquals(List.of("ok     CERTFILE " + directory + "/own.pem: the certificate " + name(),
            "ok     CERTPATH " + directory + "/own.crt: the authority " + name()), said);
    }

    private String name() {
        return "CN=own, from " + day(end.minus(Duration.ofDays(100))) + " to " + day(end);
    }

    private static String day(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    @Test
    void oneThatEndsWithin30DaysIsWorthANote() {
        ClientTlsConf conf = conf("own.crt", "own.pem", "", YES);
        List<String> before = findings(conf, end.minus(Duration.ofDays(30)));
        List<String> after = findings(conf, end.minus(Duration.ofDays(30)).plusSeconds(1));

        assertTrue(before.stream().allMatch(line -> line.startsWith("ok ")), before.toString());
        assertEquals(List.of("note   CERTFILE " + directory + "/own.pem: the certificate " + name() + ", ends within 30 days",
            "note   CERTPATH " + directory + "/own.crt: the authority " + name() + ", ends within 30 days"), after);
    }

    @Test
    void oneThatHasEndedOrNotBegunIsWrong() {
        for (Instant now : List.of(end.plusSeconds(1), end.minus(Duration.ofDays(101)))) {
            List<String> said = findings(conf("own.crt", "own.pem", "", YES), now);

            assertEquals(2, said.stream().filter(line -> line.startsWith("WRONG ") && line.contains(", does not count today; put"))
                .count(), said.toString());
        }
    }

    @Test
    void ofManyAuthoritiesOneMayBeOverButNotAll() throws IOException, InterruptedException {
        make("young", 300);
        write("both.pem", "own.crt", "young.crt");
        List<String> one = findings(conf("both.pem", null, "", YES), end.plusSeconds(1));
        List<String> none = findings(conf("both.pem", null, "", YES), end.plus(Duration.ofDays(300)));

        assertEquals("ok     CERTPATH " + directory + "/both.pem: 1 of 2 authorities count today", one.getFirst());
        assertEquals("note   CERTPATH " + directory + "/both.pem: the authority " + name() + ", does not count today", one.getLast());
        assertEquals(List.of("WRONG  CERTPATH " + directory + "/both.pem: all its 2 authorities are over, so no certificate verifies"),
            none);
    }

    @Test
    void aKeyOfAnotherCertificateAnotherNameAndAFileThatIsMissingAreWrong() throws IOException, InterruptedException {
        make("other", 100);
        write("mixed.pem", "own.crt", "other.key");

        assertWrong("the private key is not that of the first certificate", conf("own.crt", "mixed.pem", "", YES));
        assertWrong("the certificate is CN=own, not \"tower\" as CERTIDENT says", conf("own.crt", "own.pem", "tower", YES));
        assertWrong("there is no such file", conf("own.crt", "nowhere.pem", "", YES));
        assertWrong("there is no such file", conf("nowhere.pem", null, "", YES));
        assertWrong("has no certificate in PEM form", conf("own.key", null, "", YES));
        assertWrong("has no private key in PEM form", conf(null, "own.crt", "", Optional.empty()));
    }

    private void assertWrong(String what, ClientTlsConf conf) {
        List<String> said = findings(conf, Instant.now());
        assertTrue(said.getLast().startsWith("WRONG  ") && said.getLast().contains(what)
            && said.getLast().endsWith("; upsmon does not start so"), said.toString());
    }

    @Test
    void whatKeepsNobodyOutIsSaid() throws IOException {
        Files.setPosixFilePermissions(directory.resolve("own.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        List<String> said = findings(conf("own.crt", "own.pem", "", Optional.empty()), Instant.now());

        assertTrue(said.get(1).startsWith("note   CERTFILE " + directory + "/own.pem holds a private key and is readable"),
            said.toString());
        assertTrue(said.get(2).startsWith("note   TLS without CERTVERIFY") && said.get(2).endsWith("CERTPATH is of no use so"),
            said.toString());
    }
}
