package nut.jail.assemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;

/**
 * The part of the training that the chain leaves out: an upsmon that goes to the background, where it talks to syslog, and an upsd that is
 * given a user. What they load and the archive lacks, each start would read from the image, and could not after a chroot.
 */
final class BackgroundLesson {
    private final Chain chain;
    private final Path folder;

    private BackgroundLesson(Chain chain, Path folder) throws IOException {
        this.chain = chain;
        this.folder = Files.createDirectories(folder);
    }

    /** Runs, with a folder to work in. */
    static void give(Chain chain, Path folder) throws IOException, InterruptedException {
        BackgroundLesson lesson = new BackgroundLesson(chain, folder);
        lesson.startAndStop("upsmon", chain.layout().work().resolve("etc"));
        String user = System.getProperty("user.name");
        lesson.run("upsd", lesson.configuration(), "-u", user);
        lesson.refused("upsd", "-u", user);
        lesson.run("upsd", lesson.folder, "-c", "stop");
    }

    /** A second one, which may not run: how its starter says so must be in the archive, as nothing else can be read after a chroot. */
    private void refused(String program, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("-c", "! \"$@\"", "sh", "/usr/bin/env"));
        line.addAll(line(program, folder, arguments));
        chain.run("/bin/sh", line.toArray(String[]::new));
    }

    private Path configuration() throws IOException {
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + FreePort.find() + "\n");
        Files.writeString(folder.resolve("upsd.users"), "");
        Files.writeString(folder.resolve("ups.conf"), "[silent]\n driver = newapc\n port = /dev/null\n");
        Files.createDirectories(folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
        return folder;
    }

    private void startAndStop(String program, Path configuration, String... arguments) throws IOException, InterruptedException {
        run(program, configuration, arguments);
        run(program, configuration, "-c", "stop");
    }

    private void run(String program, Path configuration, String... arguments) throws IOException, InterruptedException {
        chain.run("/usr/bin/env", line(program, configuration, arguments).toArray(String[]::new));
    }

    private List<String> line(String program, Path configuration, String... arguments) {
        List<String> line = new ArrayList<>(List.of("NUT_CONFPATH=" + configuration, "NUT_STATEPATH=" + folder.resolve("state"),
            "NUT_PIDPATH=" + folder, chain.layout().tree().resolve("sbin").resolve(program).toString()));
        line.addAll(List.of(arguments));
        return line;
    }
}
