package nut.jail.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nut.jail.chain.ChainFault;

/**
 * How one suite's driver for a Smart-UPS, upsd and upsmon are started in the foreground.
 *
 * @param driver     the command for the driver, without the UPS
 * @param driverName the driver as ups.conf names it
 * @param monitor    the user that upsmon's unprivileged part becomes
 */
record Suite(String driverName, List<String> driver, List<String> upsd, List<String> upsmon, String monitor) {
    private static final Path NUT = Path.of("/lib/nut");

    /** Ours, from an installed tree. */
    static Suite ours(Path tree) {
        return new Suite("newapc", List.of(tree.resolve("bin/newapc").toString(), "-F"),
            List.of(tree.resolve("sbin/upsd").toString(), "-F"), List.of(tree.resolve("sbin/upsmon").toString(), "-F"), "64003:64000");
    }

    /** NUT's, from Debian's packages nut-server and nut-client. */
    static Suite peer() {
        for (String program : List.of("apcsmart", "upsd", "upsmon")) {
            if (!Files.isExecutable(NUT.resolve(program))) {
                throw new ChainFault("there is no " + NUT.resolve(program) + " to compare with: apt install nut-server nut-client");
            }
        }
        String user = System.getProperty("user.name");
        return new Suite("apcsmart", List.of(NUT.resolve("apcsmart").toString(), "-F", "-u", user),
            List.of(NUT.resolve("upsd").toString(), "-F", "-u", user), List.of(NUT.resolve("upsmon").toString(), "-F"), user);
    }
}
