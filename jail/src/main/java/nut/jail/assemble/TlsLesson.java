package nut.jail.assemble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nut.jail.chain.Chain;
import nut.jail.chain.SilentUpsd;

/**
 * The part of the training with TLS: an upsd beside the chain's, with a certificate of its own and no UPS that answers, which notes no
 * classes, as the archive of the daemons is to have none of TLS; and clients of it, which do note theirs.
 */
final class TlsLesson {
    private static final String PASSWORD = "only-for-this-lesson";

    private final Chain chain;
    private final Path folder;

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
        SilentUpsd upsd = SilentUpsd.start(chain, folder);
        try {
            lesson.client(upsd, "CERTPATH = " + folder.resolve("ca.pem") + "\nCERTVERIFY = on\n");
            lesson.client(upsd, "CERTPATH = " + folder.resolve("ca.pem") + "\nCERTVERIFY = on\nCERTHOST = upsd\n");
            lesson.client(upsd, "FORCESSL = on\n");
        } finally {
            upsd.stop();
        }
    }

    /** An authority, and a certificate that it issued, so that the clients look at a chain. */
    private void certify(String algorithm) throws IOException, InterruptedException {
        Path store = folder.resolve("store");
        keytool(store, algorithm, "-alias", "authority", "-dname", "CN=authority", "-ext", "BC=ca:true");
        keytool(store, algorithm, "-alias", "upsd", "-dname", "CN=upsd", "-ext", "SAN=DNS:localhost,IP:127.0.0.1", "-signer", "authority");
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

    private void client(SilentUpsd upsd, String nutauth) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("nutauth.conf"), nutauth);
        chain.run("/usr/bin/env", "NUT_AUTHCONF_FILE=" + file, chain.layout().tree().resolve("bin/upsc").toString(), "-l",
            upsd.address());
    }
}
