package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** An upsd beside the chain's, with TLS and one UPS that nobody serves. */
public final class SilentUpsd {
    /** These would lead it to the chain's files, and have it note its classes in a training. */
    private static final List<String> WITHOUT = List.of("-u", "JAVA_TOOL_OPTIONS", "-u", "NUT_PIDPATH");

    private final Chain chain;
    private final Path folder;
    private final int port = FreePort.find();

    private SilentUpsd(Chain chain, Path folder) throws IOException {
        this.chain = chain;
        this.folder = folder;
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + port + "\nCERTFILE upsd.pem\n");
        Files.writeString(folder.resolve("upsd.users"), "");
        Files.writeString(folder.resolve("ups.conf"), "[silent]\n driver = newapc\n port = /dev/null\n");
        Files.createDirectories(folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    }

    /**
     * Starts one.
     *
     * @param folder for its files, where {@code upsd.pem} is its certificate with the key
     */
    public static SilentUpsd start(Chain chain, Path folder) throws IOException, InterruptedException {
        SilentUpsd upsd = new SilentUpsd(chain, folder);
        upsd.run();
        return upsd;
    }

    /** Where it listens. */
    public String address() {
        return "localhost:" + port;
    }

    /** Ends it. */
    public void stop() throws IOException, InterruptedException {
        run("-c", "stop");
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(WITHOUT);
        line.addAll(List.of("NUT_CONFPATH=" + folder, "NUT_STATEPATH=" + folder.resolve("state"),
            chain.layout().tree().resolve("sbin/upsd").toString()));
        line.addAll(List.of(arguments));
        chain.run("/usr/bin/env", line.toArray(String[]::new));
    }
}
