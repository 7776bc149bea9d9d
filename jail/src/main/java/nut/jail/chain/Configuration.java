package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the configuration files and scripts of a chain, as an admin would. */
final class Configuration {
    static final String PASSWORD = "only-for-this-chain";

    private final Layout layout;

    Configuration(Layout layout) {
        this.layout = layout;
    }

    void write() throws IOException {
        Files.createDirectories(layout.conf());
        Files.createDirectories(layout.run());
        Path notify = Files.createDirectories(layout.notified().getParent());
        if (!layout.jailed()) {
            Files.createDirectories(layout.state(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
        }
        file(layout.conf().resolve("ups.conf"), """
            maxretry = 3
            retrydelay = 1
            [%s]
                driver = newapc
                port = %s
                desc = "Simulated Smart-UPS 700"
            """.formatted(Layout.UPS, layout.device()), "rw-r-----");
        file(layout.conf().resolve("upsd.conf"), """
            LISTEN 127.0.0.1 %d
            """.formatted(layout.port()), "rw-r-----");
        file(layout.conf().resolve("upsd.users"), """
            [monitor]
                password = %s
                upsmon primary
            """.formatted(PASSWORD), "rw-r-----");
        file(layout.conf().resolve("upsmon.conf"), upsmonConf(), "rw-r-----");
        script("notify.sh", "echo \"$(date +%s.%N) $NOTIFYTYPE $UPSNAME\" >> " + layout.notified());
        script("shutdown.sh", "echo \"$(date +%s.%N) the machine would go down now\" >> " + layout.shutDown());
        if (Ownership.isRoot()) {
            Ownership.give(notify, Layout.MONITOR_USER);
        }
    }

    private String upsmonConf() {
        StringBuilder text = new StringBuilder("""
            MONITOR %s@localhost:%d 1 monitor %s primary
            MINSUPPLIES 1
            SHUTDOWNCMD "%s"
            NOTIFYCMD "%s"
            POWERDOWNFLAG "%s"
            POLLFREQ 1
            POLLFREQALERT 1
            HOSTSYNC 5
            DEADTIME 15
            FINALDELAY 0
            SHUTDOWNFALLBACK ""
            """.formatted(Layout.UPS, layout.port(), PASSWORD, layout.work().resolve("shutdown.sh"),
            layout.work().resolve("notify.sh"), layout.powerDownFlag()));
        if (Ownership.isRoot()) {
            text.append("RUN_AS_USER ").append(Layout.MONITOR_USER).append('\n');
        }
        for (String type : new String[] {"ONLINE", "ONBATT", "LOWBATT", "FSD", "COMMOK", "COMMBAD", "SHUTDOWN", "REPLBATT", "NOCOMM"}) {
            text.append("NOTIFYFLAG ").append(type).append(" EXEC\n");
        }
        return text.toString();
    }

    private void script(String name, String body) throws IOException {
        file(layout.work().resolve(name), "#!/bin/sh\n" + body + "\n", "rwxr-xr-x");
    }

    private static void file(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
