package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdConfTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @Test
    void anEmptyFileMeansTheDefaults() {
        UpsdConf conf = read("");

        assertEquals(List.of("127.0.0.1 3493 default", "::1 3493 default"), places(conf));
        assertEquals(Duration.ofSeconds(15), conf.maxAge());
        assertEquals(Integer.MAX_VALUE, conf.maxConn());
        assertEquals(Optional.empty(), conf.statePath());
        assertEquals(Optional.empty(), conf.dataPath());
        assertEquals(Duration.ofHours(1), conf.trackingDelay());
        assertFalse(conf.allowNoDevice());
        assertFalse(conf.allowNotAllListeners());
        assertEquals(0, conf.debugMin());
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void everyDirectiveThatWorksIsRead() {
        UpsdConf conf = read("""
            LISTEN *
            LISTEN ::1 13493
            MAXAGE 20
            MAXCONN 64
            STATEPATH "/var/state/my ups"
            DATAPATH /usr/share/nut
            TRACKINGDELAY 60
            ALLOW_NO_DEVICE true
            ALLOW_NOT_ALL_LISTENERS 1
            debug_min 3
            """);

        assertEquals(List.of("* 3493", "::1 13493"), places(conf));
        assertEquals(Duration.ofSeconds(20), conf.maxAge());
        assertEquals(64, conf.maxConn());
        assertEquals(Optional.of(Path.of("/var/state/my ups")), conf.statePath());
        assertEquals(Optional.of(Path.of("/usr/share/nut")), conf.dataPath());
        assertEquals(Duration.ofSeconds(60), conf.trackingDelay());
        assertTrue(conf.allowNoDevice());
        assertTrue(conf.allowNotAllListeners());
        assertEquals(3, conf.debugMin());
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MAXAGE abc             | error upsd.conf:1: MAXAGE is "abc" but must be a whole number from 1 up; it stays 15
        MAXAGE -3              | error upsd.conf:1: MAXAGE is "-3" but must be a whole number from 1 up; it stays 15
        MAXAGE 99999999999     | error upsd.conf:1: MAXAGE is "99999999999" but must be a whole number from 1 up; it stays 15
        MAXCONN -1             | error upsd.conf:1: MAXCONN is "-1" but must be a whole number from 0 up; it stays without limit
        MAXCONN 1e3            | error upsd.conf:1: MAXCONN is "1e3" but must be a whole number from 0 up; it stays without limit
        TRACKINGDELAY soon     | error upsd.conf:1: TRACKINGDELAY is "soon" but must be a whole number from 0 up; it stays 3600
        DEBUG_MIN x            | error upsd.conf:1: DEBUG_MIN is "x" but must be a whole number from 0 up; it stays 0
        STATEPATH ""           | error upsd.conf:1: STATEPATH is empty
        LISTEN ""              | error upsd.conf:1: LISTEN has an empty address
        LISTEN                 | error upsd.conf:1: LISTEN stands without its value; write LISTEN ADDRESS [PORT]
        LISTEN 127.0.0.1:0     | error upsd.conf:1: LISTEN has the port "0"
        LISTEN [::1]:65536     | error upsd.conf:1: LISTEN has the port "65536"
        LISTEN 127.0.0.1 -5    | error upsd.conf:1: LISTEN has the port "-5"
        MAXAGE                 | error upsd.conf:1: MAXAGE stands without its value; write MAXAGE NUMBER
        MAXAGE = 20            | error upsd.conf:1: MAXAGE is followed by '='
        MAXAGE 15 seconds      | warning upsd.conf:1: the words after the first value of MAXAGE have no effect
        LISTEN 127.0.0.1 0     | error upsd.conf:1: LISTEN has the port "0"
        LISTEN 127.0.0.1 70000 | error upsd.conf:1: LISTEN has the port "70000"
        LISTEN 127.0.0.1 ssh   | error upsd.conf:1: LISTEN has the port "ssh"
        ALLOW_NO_DEVICE maybe  | error upsd.conf:1: ALLOW_NO_DEVICE is "maybe" but must be yes or no; it stays no
        maxage 20              | error upsd.conf:1: the directive maxage must be written MAXAGE
        MAXAGES 20             | error upsd.conf:1: invalid directive MAXAGES
        ACCEPT localhost       | warning upsd.conf:1: ACCEPT is no longer supported
        """)
    void aWrongLineIsAComplaintAndTheDefaultStays(String line, String complaint) {
        UpsdConf conf = read(line + "\nMAXCONN 7\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith(complaint), heard.lines.getFirst());
        assertEquals(Duration.ofSeconds(15), conf.maxAge());
        assertEquals(7, conf.maxConn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIDENT \"my cert\" s3cret", "CERTPATH x", "CERTREQUEST 1"})
    void aDirectiveWithoutEffectIsSaidToHaveNoneOnce(String line) {
        read(line + "\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith("warning upsd.conf:1:"), heard.lines.getFirst());
        assertFalse(heard.lines.getFirst().contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1:1234    | 127.0.0.1 1234
        ups.example:1234  | ups.example 1234
        *:1234            | * 1234
        [::1]:1234        | ::1 1234
        [::1]             | ::1 3493
        [::1] 1234        | ::1 1234
        ::1234            | ::1234 3493
        :::1234           | :: 1234
        2001:db8:::1234   | 2001:db8:: 1234
        2001:db8::1:1234  | 2001:db8::1:1234 3493
        fe80::1           | fe80::1 3493
        127.0.0.1 nut     | 127.0.0.1 3493
        """)
    void anAddressMayCarryItsPort(String written, String place) {
        UpsdConf conf = read("LISTEN " + written + "\n");

        assertEquals(List.of(), heard.lines);
        assertEquals(List.of(place), places(conf));
    }

    @Test
    void noConnectionsMeansNoLimit() {
        assertEquals(Integer.MAX_VALUE, read("MAXCONN 7\nMAXCONN 0\n").maxConn());
    }

    @Test
    void aFileThatEverybodyMayReadIsComplainedAbout() throws IOException {
        Path file = Heard.file(directory, "upsd.conf", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        UpsdConf.read(file, heard);

        assertEquals(1, heard.lines.size());
        assertTrue(heard.lines.getFirst().contains(file + " is world readable"), heard.lines.getFirst());
    }

    @Test
    void certificatesAreLookedForBesideTheFile() {
        UpsdTls tls = read("""
            CERTFILE upsd.pem
            CERTPATH /etc/ssl/certs
            CERTIDENT "my cert" s3cret
            CERTREQUEST request
            DISABLE_WEAK_SSL true
            """).tls();

        assertEquals(new UpsdTls(Optional.of(directory.resolve("upsd.pem")), Optional.of(Path.of("/etc/ssl/certs")), "my cert", "s3cret",
            CertRequest.REQUEST, true), tls);
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void anUnknownCertRequestAsksForMoreAndNotForLess() {
        UpsdTls tls = read("CERTFILE x\nCERTREQUEST maybe\n").tls();

        assertEquals(CertRequest.REQUIRE, tls.request());
        assertTrue(heard.lines.getFirst().startsWith("error upsd.conf:2: CERTREQUEST is \"maybe\""), heard.lines.toString());
    }

    private static List<String> places(UpsdConf conf) {
        return conf.listen().stream().map(l -> l.host() + " " + l.port() + (l.isDefault() ? " default" : "")).toList();
    }

    private UpsdConf read(String content) {
        return UpsdConf.read(Heard.file(directory, "upsd.conf", content), heard);
    }
}
