package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upsmon.conf says of connections to upsd. */
class UpsmonNetworkTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @Test
    void withoutADirectiveThereIsNoTls() {
        UpsmonNetwork network = read("MINSUPPLIES 1\n");

        assertEquals(UpsmonNetwork.NONE, network);
        assertFalse(network.tls("anywhere").wantsTls());
    }

    @Test
    void everyDirectiveIsReadAndPathsCountFromTheFile() {
        UpsmonNetwork network = read("""
            CERTPATH ca.pem
            CERTFILE /etc/ssl/me.pem
            CERTIDENT "My name" s3cret
            CERTVERIFY 1
            FORCESSL 0
            """);

        assertEquals(new ClientTlsConf(Optional.of(directory.resolve("ca.pem")), Optional.of(Path.of("/etc/ssl/me.pem")), "My name",
            "s3cret", "", Optional.of(true), Optional.of(false)), network.tls("anywhere"));
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void aHostOfItsOwnHasItsOwnRuleAndEverybodysCertificates() {
        UpsmonNetwork network = read("""
            CERTHOST Tower "CN of tower" 1 0
            CERTHOST attic "" 0 0
            CERTPATH ca.pem
            FORCESSL 1
            """);

        assertEquals("CN of tower", network.tls("tower").certHost());
        assertEquals(Optional.of(true), network.tls("TOWER").verify());
        assertEquals(Optional.of(directory.resolve("ca.pem")), network.tls("tower").certPath());
        assertFalse(network.tls("attic").mustHaveTls());
        assertTrue(network.tls("cellar").mustHaveTls());
    }

    @Test
    void whatCannotBeReadOfAHostsRuleIsTakenForYes() {
        UpsmonNetwork network = read("CERTHOST tower s3cret maybe 0\n");

        assertEquals(Optional.of(true), network.tls("tower").verify());
        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertFalse(heard.lines.getFirst().contains("s3cret"));
    }

    private UpsmonNetwork read(String content) {
        return UpsmonConf.read(Heard.file(directory, "upsmon.conf", content), heard).network();
    }
}
