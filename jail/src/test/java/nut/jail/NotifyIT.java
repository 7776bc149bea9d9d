package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** NOTIFYCMD of the installed chain: what it gets, beside what Debian's upsmon gives it, and what it cannot hold up. */
@Timeout(180)
class NotifyIT {
    private static final int SECONDS = 40;
    private static final int SPEED = 20;
    private static final Path THEIRS = Path.of("/lib/nut/upsmon");
    private static final List<String> TYPES = List.of("ONBATT", "ONLINE", "LOWBATT", "SHUTDOWN");

    @TempDir
    private Path folder;
    private Layout layout;

    @BeforeEach
    void lay() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        layout = new Layout(Path.of(System.getProperty("nut.tree")), folder, Credentials.isRoot(), FreePort.find(), SPEED);
    }

    private void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> notified(String type) throws IOException {
        return Files.readAllLines(layout.notified()).stream().filter(line -> line.contains(" " + type + " ")).toList();
    }

    private static void see(String what, Callable<Boolean> condition) {
        Await.until(what, SECONDS, condition);
    }

    @Test
    void commandsThatHangFloodAndForkHoldUpNeitherNewsNorTheShutdown() throws IOException, InterruptedException {
        Path left = layout.notified().resolveSibling("left");
        try (Chain chain = Chain.start(layout)) {
            script(folder.resolve("notify.sh"), "echo \"$(date +%s.%N) $NOTIFYTYPE $UPSNAME\" >> " + layout.notified()
                + "\n[ $NOTIFYTYPE = ONBATT ] || exit 0\necho $$ >> " + left
                + "\ncase $(grep -c ' ONBATT ' " + layout.notified() + ") in 1) exec sleep 1000;; 2) exec yes;;"
                + " 3) for i in $(seq 50); do sleep 1000 & echo $! >> " + left + "; done;; esac");
            for (int failure = 1; failure <= 3; failure++) {
                int count = failure;
                chain.tell("mains off");
                see("NOTIFYCMD hears of failure " + failure, () -> notified("ONBATT").size() == count);
                chain.tell("mains on");
                see("NOTIFYCMD hears of return " + failure, () -> notified("ONLINE").size() == count);
            }
            chain.tell("mains off");
            chain.tell("battery low");
            see("SHUTDOWNCMD runs", () -> Files.exists(layout.shutDown()));
            see("NOTIFYCMD hears of it", () -> notified("SHUTDOWN").size() == 1);
        } finally {
            for (String pid : Files.exists(left) ? Files.readAllLines(left) : List.<String>of()) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        assertEquals(1, Files.readAllLines(layout.shutDown()).size());
    }

    @Test
    void itGetsTheSameArgumentAndEnvironmentFromDebiansUpsmonAndFromOurs() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(THEIRS), "this test needs Debian's package nut-client");
        assumeTrue(Credentials.isRoot(), "this test needs root: Debian's upsmon wants it");
        Path theirFolder = Files.createDirectory(folder.resolve("debian"));
        Path ourFolder = layout.notified().getParent();
        try (Chain chain = Chain.start(layout)) {
            script(folder.resolve("notify.sh"), dump(ourFolder));
            script(theirFolder.resolve("notify.sh"), dump(theirFolder));
            Process theirs = startTheirs(theirFolder);
            try {
                see("Debian's upsmon logs in", () -> chain.logins() == 2);
                chain.tell("mains off");
                see("both are told", () -> isTold(ourFolder, "ONBATT") && isTold(theirFolder, "ONBATT"));
                chain.tell("mains on");
                see("both are told again", () -> isTold(ourFolder, "ONLINE") && isTold(theirFolder, "ONLINE"));
                chain.tell("mains off");
                chain.tell("battery low");
                for (String type : TYPES) {
                    see("both are told of " + type, () -> isTold(ourFolder, type) && isTold(theirFolder, type));
                }
            } finally {
                theirs.destroyForcibly().waitFor();
            }
            for (String type : TYPES) {
                Map<String, String> ours = told(ourFolder, type);
                assertEquals(told(theirFolder, type), ours, type);
                assertEquals(List.of("1", type, type.equals("SHUTDOWN") ? "" : chain.address()),
                    List.of(ours.get("arguments"), ours.get("NOTIFYTYPE"), ours.get("UPSNAME")));
                assertTrue(ours.get("argument").length() > 10, ours.toString());
            }
        }
    }

    /** A script that writes down all that it gets, whole or not at all. */
    private static String dump(Path to) {
        return "{ env; echo \"arguments=$#\"; echo \"argument=$1\"; } > " + to
            + "/$NOTIFYTYPE.part\nmv " + to + "/$NOTIFYTYPE.part " + to + "/$NOTIFYTYPE";
    }

    private static boolean isTold(Path folder, String type) {
        return Files.exists(folder.resolve(type));
    }

    /** Less what each upsmon is told by this test about where its files are, and what a shell sets for itself. */
    private static Map<String, String> told(Path folder, String type) throws IOException {
        Map<String, String> told = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(type))) {
            String name = line.substring(0, Math.max(0, line.indexOf('=')));
            if (!name.startsWith("NUT_") && !List.of("PWD", "OLDPWD", "SHLVL", "_", "").contains(name)) {
                told.put(name, line.substring(name.length() + 1));
            }
        }
        return told;
    }

    private Process startTheirs(Path conf) throws IOException {
        StringBuilder text = new StringBuilder(layout.monitorLine("secondary")).append("MINSUPPLIES 1\nSHUTDOWNCMD /bin/true\nNOTIFYCMD ")
            .append(conf.resolve("notify.sh")).append("\nPOLLFREQ 1\nPOLLFREQALERT 1\nHOSTSYNC 15\nFINALDELAY 0\nRUN_AS_USER root\n");
        TYPES.forEach(type -> text.append("NOTIFYFLAG ").append(type).append(" EXEC\n"));
        Files.writeString(conf.resolve("upsmon.conf"), text);
        ProcessBuilder builder = new ProcessBuilder(THEIRS.toString(), "-F", "-p").redirectErrorStream(true)
            .redirectOutput(folder.resolve("debian.out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        builder.environment().putAll(Map.of("NUT_CONFPATH", conf.toString(), "NUT_ALTPIDPATH", conf.toString()));
        return builder.start();
    }
}
