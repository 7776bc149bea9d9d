package nut.upsd.command;

import nut.common.Version;

/** How upsd names itself. */
public final class ServerVersion {
    /** The version of NUT whose behaviour this is, with this suite's own behind it: clients that look for a number find NUT's. */
    public static final String VERSION = "2.8.0-java-" + Version.number();
    /** The version of the network protocol. */
    public static final String PROTOCOL = "1.3";
    /** The answer to VER, and the value of {@code server.info}. */
    public static final String LINE = "Network UPS Tools upsd " + VERSION + " - http://www.networkupstools.org/";

    private ServerVersion() {
    }
}
