package nut.driver.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What to do about a device that cannot be opened, as far as the device itself tells it. */
final class DeviceAdvice {
    private static final Set<PosixFilePermission> GROUP = Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

    private DeviceAdvice() {
    }

    /** The second half of a sentence, or nothing. */
    static String on(String port) {
        if (!port.startsWith("/")) {
            return "";
        }
        Path device = Path.of(port);
        if (!Files.exists(device)) {
            return "; plug it in, or correct port in ups.conf (ls /dev/ttyS* /dev/ttyUSB* shows what there is; a jail has those that mkjail"
                + " has put there)";
        }
        if (Files.isReadable(device) && Files.isWritable(device)) {
            return "";
        }
        String user = System.getProperty("user.name");
        try {
            PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class);
            String group = attributes.group().getName();
            return attributes.permissions().containsAll(GROUP) && !group.equals("root")
                ? "; have " + user + " be in its group: usermod -a -G " + group + " " + user
                : "; let " + user + "'s group use it: chgrp nut " + port + " and chmod 660 " + port;
        } catch (IOException unseen) {
            return "; who may use it cannot be seen (" + unseen.getMessage() + ")";
        }
    }
}
