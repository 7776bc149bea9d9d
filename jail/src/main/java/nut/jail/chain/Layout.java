package nut.jail.chain;

import java.nio.file.Path;

/**
 * Where one chain lives: nothing of it is outside its work folder.
 *
 * @param tree   the installed tree
 * @param work   a folder that exists, is empty, and belongs to this chain alone
 * @param jailed whether driver and upsd run in a chroot jail under users of their own; that takes root
 * @param port   where upsd listens on 127.0.0.1
 * @param speed  how many times faster than life the battery is
 * @param pace   how fast the UPS answers: upssim's --pace
 */
public record Layout(Path tree, Path work, boolean jailed, int port, int speed, String pace) {
    /** The numbers of the users nutdev, nutsrv and nutmon and of the group nut. They need no entry in any password file. */
    public static final String DRIVER_USER = "64001:64000";
    /** See {@link #DRIVER_USER}. */
    public static final String SERVER_USER = "64002:64000";
    /** See {@link #DRIVER_USER}. */
    public static final String MONITOR_USER = "64003:64000";

    /** One whose UPS answers as fast as its line is. */
    public Layout(Path tree, Path work, boolean jailed, int port, int speed) {
        this(tree, work, jailed, port, speed, "wire");
    }

    /** The name of the one UPS. */
    public static final String UPS = "su700";

    /** The jail of driver and upsd, if there is one. */
    public Path jail() {
        return work.resolve("jail");
    }

    /** The MONITOR line for one more upsmon. */
    public String monitorLine(String role) {
        return "MONITOR " + UPS + "@localhost:" + port + " 1 monitor " + Configuration.PASSWORD + " " + role + "\n";
    }

    /** Where driver and upsd read their configuration, seen from outside. */
    Path daemonConf() {
        return jailed ? jail().resolve("usr/local/ups/etc") : conf();
    }

    /** Where upsmon reads its configuration. */
    Path conf() {
        return work.resolve("etc");
    }

    /** Where driver and upsd meet, seen from outside. */
    public Path state() {
        return jailed ? jail().resolve("var/state/ups") : work.resolve("state");
    }

    Path run() {
        return work.resolve("run");
    }

    Path control() {
        return work.resolve("control");
    }

    /** Every byte and event of the simulated UPS. */
    public Path upsLog() {
        return work.resolve("ups.log");
    }

    /** One line each time NOTIFYCMD runs. */
    public Path notified() {
        return work.resolve("notify/notified");
    }

    /** One line each time SHUTDOWNCMD runs. */
    public Path shutDown() {
        return work.resolve("shutdowns");
    }

    Path powerDownFlag() {
        return work.resolve("killpower");
    }

    /** The serial device as the driver names it. */
    String device() {
        return jailed ? "/dev/ttyS1" : work.resolve("ttyS1").toString();
    }
}
