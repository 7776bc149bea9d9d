package nut.jail.assemble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;

/**
 * The part of the training with TLS: an upsd beside the chain's, with a certificate of its own and no UPS that answers, which notes no
 * classes, as the archive of the daemons is to have none of TLS; and clients of it, which do note theirs.
 */
final class TlsLesson {
    private static final String PASSWORD = "only-for-this-lesson";
    /** Both variables would lead it to the chain's files. */
    private static final List<String> WITHOUT_NOTES = List.of("-u", "JAVA_TOOL_OPTIONS", "-u", "NUT_PIDPATH");

    private final Chain chain;
    private final Path folder;
    private final int port = FreePort.find();

    private TlsLesson(Chain chain, Path folder) throws IOException {
        this.chain = chain;
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /**
     * Runs.
     *
     * @param folder    to work in
     * @param algorithm of the certificate's key, as keytool names it
     */
    static void give(Chain chain, Path folder, String algorithm) throws IOException, InterruptedException {
        TlsLesson lesson = new TlsLesson(chain, folder);
        lesson.certify(algorithm);
        lesson.configure();
        lesson.upsd();
        try {
            lesson.client("CERTPATH = " + folder.resolve("ca.pem") + "\nCERTVERIFY = on\n");
            lesson.client("FORCESSL = on\n");
        } finally {
            lesson.upsd("-c", "stop");
        }
    }

    /** An authority, and a certificate that it issued, so that the clients look at a chain. */
    private void certify(String algorithm) throws IOException, InterruptedException {
        Path store = folder.resolve("store");
        keytool(store, algorithm, "-alias", "authority", "-dname", "CN=authority", "-ext", "BC=ca:true");
        keytool(store, algorithm, "-alias", "upsd", "-dname", "CN=upsd", "-ext", "SAN=IP:127.0.0.1", "-signer", "authority");
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", keys.getCertificate("authority").getEncoded()));
            Files.writeString(folder.resolve("upsd.pem"), pem("CERTIFICATE", keys.getCertificate("upsd").getEncoded())
                + pem("PRIVATE KEY", keys.getKey("upsd", PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool made cannot be read", e);
        }
    }

    private void keytool(Path store, String algorithm, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair",
            "-keyalg", algorithm, "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        line.addAll(algorithm.equals("EC") ? List.of("-groupname", "secp256r1") : List.of());
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(folder.resolve("keytool.out").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no certificate; see " + folder.resolve("keytool.out"));
        }
    }

    private static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private void configure() throws IOException {
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + port + "\nCERTFILE upsd.pem\n");
        Files.writeString(folder.resolve("upsd.users"), "");
        Files.writeString(folder.resolve("ups.conf"), "[silent]\n driver = newapc\n port = /dev/null\n");
        Files.createDirectories(folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    }

    private void upsd(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(WITHOUT_NOTES);
        line.addAll(List.of("NUT_CONFPATH=" + folder, "NUT_STATEPATH=" + folder.resolve("state"),
            chain.layout().tree().resolve("sbin/upsd").toString()));
        line.addAll(List.of(arguments));
        chain.run("/usr/bin/env", line.toArray(String[]::new));
    }

    private void client(String nutauth) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("nutauth.conf"), nutauth);
        chain.run("/usr/bin/env", "NUT_AUTHCONF_FILE=" + file, chain.layout().tree().resolve("bin/upsc").toString(), "-l",
            "127.0.0.1:" + port);
    }
}
