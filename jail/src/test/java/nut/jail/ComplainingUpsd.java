package nut.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import nut.common.posix.Kill;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;

/** An upsd in a jail that has something to complain about at each reload, with a number that is counted up. */
final class ComplainingUpsd implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final Pattern SAID = Pattern.compile("upsd\\[\\d+]: .*unknown action frobnicate(\\d+)");

    private final MadeJail jail;
    private final int port;
    private ProcessHandle upsd;
    private int reloads;

    /** Makes the jail. */
    ComplainingUpsd(MadeJail jail) throws IOException, InterruptedException {
        this.jail = jail;
        port = FreePort.find();
        jail.configure("upsd.conf", "LISTEN 127.0.0.1 " + port + "\n");
        jail.mkjail().well();
    }

    /** Starts it in the jail, where it has to find the log daemon by itself. */
    void start() throws IOException, InterruptedException {
        jail.run("chroot", "--userspec=nutsrv:nut", jail.path().toString(), "/usr/local/ups/sbin/upsd").well();
        upsd = ProcessHandle.of(Long.parseLong(Files.readString(jail.path("var/state/ups/upsd.pid")).strip())).orElseThrow();
    }

    /** Has it find the next thing to complain about, and waits until it serves what it read with it. */
    void reload() throws IOException {
        int number = reloads++;
        Files.writeString(jail.path("usr/local/ups/etc/upsd.users"), "[a]\n password = b\n actions = frobnicate" + number + "\n");
        Files.writeString(jail.path("usr/local/ups/etc/ups.conf"), "[dummy]\n driver = dummy-ups\n port = x\n desc = " + number + "\n");
        Kill.send(upsd.pid(), Kill.SIGHUP);
        Await.until("upsd has read its files anew", SECONDS, () -> description().equals(String.valueOf(number)));
    }

    private String description() throws IOException, ErrorAnswer {
        try (NutConnection client = NutConnection.open("127.0.0.1", port, Duration.ofSeconds(SECONDS))) {
            return client.ask("GET", "UPSDESC", "dummy").replaceAll(".*\"(.*)\"", "$1");
        }
    }

    /** How many there have been. */
    int complaints() {
        return reloads;
    }

    /** The numbers of the complaints in a log. */
    static List<Integer> heard(List<String> log) {
        return log.stream().map(SAID::matcher).filter(matcher -> matcher.find()).map(matcher -> Integer.valueOf(matcher.group(1))).toList();
    }

    @Override
    public void close() {
        if (upsd != null) {
            upsd.destroyForcibly();
            upsd.onExit().join();
        }
    }
}
