package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS between the installed upsd and the installed upsmon, whose watcher connects from its empty root directory. */
@Timeout(180)
class UpsmonTlsIT {
    private static final int PATIENCE_SECONDS = 40;
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));

    @TempDir
    private Path folder;
    private final List<Process> processes = new ArrayList<>();
    private Path etc;
    private String monitor;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no certificate without the Debian package openssl");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        etc = Files.createDirectory(folder.resolve("etc"));
        Files.createDirectory(folder.resolve("run"));
        Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwxrwx---")));
        int port = FreePort.find();
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "400", "-subj", "/CN=authority",
            "-keyout", "ca.key", "-out", "ca.crt");
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=upsd", "-addext",
            "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "csr");
        certifyUpsdFor(100);
        write("ca.pem", Files.readString(folder.resolve("ca.crt")));
        write("ups.conf", "[su700]\n driver = newapc\n port = /dev/ttyS0\n");
        write("upsd.users", "[monitor]\n password = secret\n upsmon primary\n");
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\nCERTFILE upsd.pem\n");
        monitor = "MONITOR su700@127.0.0.1:" + port + " 1 monitor secret primary\nSHUTDOWNCMD false\nRUN_AS_USER 64003:64000\n";
        start(TREE.resolve("sbin/upsd").toString(), "-F", "-u", System.getProperty("user.name"));
        Await.until("upsd serves", PATIENCE_SECONDS, () -> said("upsd").contains("listening on 127.0.0.1"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes.reversed()) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void aWatcherInItsEmptyRootVerifiesUpsdAndLogsIn() throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root enters an empty root directory");
        write("upsmon.conf", monitor + "CERTPATH ca.pem\nCERTVERIFY 1\nFORCESSL 1\n");
        Process upsmon = start(TREE.resolve("sbin/upsmon").toString(), "-F");
        Await.until("upsmon logs in", PATIENCE_SECONDS, () -> said("upsmon").contains("Logged in to UPS"));

        assertTrue(upsmon.isAlive());
        assertTrue(said("upsd").contains("logged into UPS [su700]"), said("upsd"));
    }

    @Test
    void aCertificateOfAnotherNameThanCerthostSaysKeepsTheWatcherAway() throws IOException {
        write("upsmon.conf", monitor + "CERTPATH ca.pem\nCERTHOST 127.0.0.1 \"another\" 1 1\n");
        start(TREE.resolve("sbin/upsmon").toString(), "-F");
        Await.until("upsmon says why", PATIENCE_SECONDS, () -> said("upsmon").contains("not \"another\" as CERTHOST says"));

        assertFalse(said("upsmon").contains("Logged in"), said("upsmon"));
    }

    @Test
    void theDrillLooksAtTheCertificates() throws IOException, InterruptedException {
        write("upsmon.conf", monitor + "CERTPATH ca.pem\nCERTVERIFY 1\nFORCESSL 1\n");
        String good = drill();
        certifyUpsdFor(20);
        renew();
        String soon = drill();
        certifyUpsdFor(0);
        renew();
        String over = drill();
        write("upsmon.conf", monitor + "CERTPATH ca.pem\nCERTHOST 127.0.0.1 \"another\" 1 1\n");
        certifyUpsdFor(100);
        renew();
        String other = drill();

        assertTrue(good.contains("ok     CERTPATH " + etc + "/ca.pem: the authority CN=authority, from "), good);
        assertTrue(good.contains("ok     upsd on 127.0.0.1 shows the certificate CN=upsd, from ") && good.contains(", and it verifies\n"),
            good);
        assertTrue(soon.contains("note   upsd on 127.0.0.1 shows the certificate CN=upsd, "), soon);
        assertTrue(soon.contains(", which ends within 30 days"), soon);
        assertTrue(over.contains("cannot be asked, as TLS with its upsd fails: ") && over.contains("WRONG  su700@127.0.0.1"), over);
        assertTrue(other.contains("not \"another\" as CERTHOST says"), other);
    }

    private String drill() throws IOException, InterruptedException {
        assertEquals(1, start(TREE.resolve("sbin/upsmon").toString(), "--drill").waitFor(), "upsmon does not run, which is wrong");
        return said("upsmon");
    }

    /** A certificate of days that upsd has from its next start or reload on; one of 0 days has ended when upsd shows it. */
    private void certifyUpsdFor(int days) throws IOException, InterruptedException {
        openssl("x509", "-req", "-in", "csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy", "-days",
            String.valueOf(days), "-out", "crt");
        write("upsd.pem", Files.readString(folder.resolve("crt")) + Files.readString(folder.resolve("key")));
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("openssl"));
        line.addAll(List.of(arguments));
        assertEquals(0, start(line.toArray(String[]::new)).waitFor(), () -> {
            try {
                return said("openssl");
            } catch (IOException hidden) {
                return hidden.toString();
            }
        });
    }

    /** Has upsd take the certificate that is there now; it says so once more. */
    private void renew() throws IOException, InterruptedException {
        long before = reloads();
        Process upsd = processes.stream().filter(process -> process.isAlive()).findFirst().orElseThrow();
        assertEquals(0, new ProcessBuilder("kill", "-HUP", Long.toString(upsd.pid())).start().waitFor());
        Await.until("upsd takes the new certificate", PATIENCE_SECONDS, () -> reloads() > before);
    }

    private long reloads() throws IOException {
        return said("upsd").lines().filter(line -> line.contains("TLS is on offer with")).count();
    }

    private String said(String program) throws IOException {
        return Files.readString(folder.resolve(program + ".out"));
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve(Path.of(command[0]).getFileName() + ".out").toFile());
        builder.environment().put("NUT_CONFPATH", etc.toString());
        builder.environment().put("NUT_STATEPATH", folder.resolve("state").toString());
        builder.environment().put("NUT_PIDPATH", folder.resolve("run").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void write(String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(etc.resolve(name), text), PosixFilePermissions.fromString("rw-r-----"));
    }
}
