package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import nut.common.conf.AuthConf.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthConfTest {
    private final Heard heard = new Heard();

    @TempDir
    private Path directory;

    @Test
    void aServersOwnSectionCountsAndIsCompletedByWhatStandsAbove() {
        AuthConf conf = read("""
            USER = everybody
            pass = "se cret"
            [@tower:3500]
                username = repeater
            [@cellar]
                password = other
            [admin@cellar]
                password = mine
            """);

        assertEquals(Optional.of(new Account("repeater", "se cret", ClientTlsConf.NONE)), conf.account("tower", 3500));
        assertEquals(Optional.of(new Account("everybody", "other", ClientTlsConf.NONE)), conf.account("CELLAR", 3493));
        assertEquals(Optional.of(new Account("everybody", "se cret", ClientTlsConf.NONE)), conf.account("tower", 3493));
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[@localhost:3493]", "[@localhost]", "[localhost]", "[localhost:3493]", "[@:3493]", "[:3493]", "[@]"})
    void aSectionIsFoundHoweverItsServerIsWritten(String header) {
        AuthConf conf = read(header + "\nUSER = a\nPASS = b\n");

        assertTrue(conf.account("localhost", 3493).orElseThrow().isComplete());
        assertEquals(Optional.empty(), conf.account("localhost", 3494));
    }

    @Test
    void forceSslIsKeptForWhoeverConnects() {
        AuthConf conf = read("FORCESSL = on\n[@tower]\nUSER = a\n");

        assertTrue(conf.account("tower", 3493).orElseThrow().forceTls());
        assertFalse(conf.account("tower", 3493).orElseThrow().isComplete());
    }

    @Test
    void whatASectionDoesNotSayAboutTlsStandsAboveAllSections() {
        AuthConf conf = read("""
            CERTPATH = ca.pem
            CERTVERIFY = on
            FORCESSL = on
            [@tower]
                CERTVERIFY = off
                CERTFILE = /etc/me.pem
                CERTIDENT_NAME = me
                CERTIDENT_PASS = secret
                CERTHOST = "The tower"
            """);

        assertEquals(new ClientTlsConf(Optional.of(directory.resolve("ca.pem")), Optional.of(Path.of("/etc/me.pem")), "me", "secret",
            "The tower", Optional.of(false), Optional.of(true)), conf.account("tower", 3493).orElseThrow().tls());
        assertTrue(conf.account("elsewhere", 3493).orElseThrow().tls().verify().orElseThrow());
        assertFalse(conf.toString().contains("secret"));
    }

    @Test
    void whatMakesNoSenseIsAComplaintWithItsPlaceAndNeverThePassword() {
        AuthConf conf = read("""
            PASS secret
            WHO = me
            SSLBACKEND = nss
            [@tower:none]
                USER = lost
            [no end
                USER = lost
            """);

        assertEquals(Optional.empty(), conf.account("tower", 3493));
        assertTrue(heard.one("error nutauth.conf:1: PASS is not followed by '=' and a value"), heard.lines::toString);
        assertTrue(heard.one("error nutauth.conf:2: invalid directive WHO"), heard.lines::toString);
        assertTrue(heard.one("warning nutauth.conf:3: SSLBACKEND is known but has no effect yet"), heard.lines::toString);
        assertTrue(heard.one("error nutauth.conf:4: ", "no port from 1 to 65535"), heard.lines::toString);
        assertTrue(heard.one("error nutauth.conf:6: the section header"), heard.lines::toString);
        assertFalse(heard.lines.toString().contains("secret"), heard.lines::toString);
    }

    @Test
    void aFileThatEverybodyCanReadIsAComplaint() throws IOException {
        Path file = Heard.file(directory, "nutauth.conf", "USER = a\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        AuthConf.read(file, heard);

        assertTrue(heard.one("warning nutauth.conf:1: ", "world readable"), heard.lines::toString);
    }

    private AuthConf read(String text) {
        return AuthConf.read(Heard.file(directory, "nutauth.conf", text), heard);
    }
}
