package nut.upsd;

import nut.common.posix.OpenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections there is room for. NUT's upsd, too, takes no more than it may open files (server/upsd.c). */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    /** For jars, logs, the selector and the state directory. Without them upsd would lose its drivers to a crowd of clients. */
    private static final int OWN_FILES = 64;
    private static final int FILES_A_UPS = 4;

    private Room() {
    }

    /**
     * MAXCONN, or less when so many files may not be open.
     *
     * @param maxConn MAXCONN of upsd.conf
     * @param upses   how many UPSes are served
     */
    static int forConnections(int maxConn, int upses) {
        int files = OpenFiles.most();
        int room = Math.max(files / 2, files - OWN_FILES - FILES_A_UPS * upses);
        if (maxConn != Integer.MAX_VALUE && maxConn > room) {
            LOG.warn("MAXCONN is {}, but with {} open files there is room for {} connections only; raise the limit (ulimit -n)", maxConn,
                files, room);
        }
        return Math.min(maxConn, room);
    }
}
