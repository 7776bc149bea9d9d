package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nut.jail.chain.ChainFault;

/**
 * How one suite's upsd and dummy-ups are started in the foreground.
 *
 * @param upsd   the command for upsd
 * @param dummy  the command for the driver, without the UPS
 */
record Programs(List<String> upsd, List<String> dummy) {
    private static final String PEER_UPSD = "PEER_UPSD";
    private static final String PEER_DUMMY = "PEER_DUMMY";

    /** Ours, from an installed tree. */
    static Programs ours(Path tree) {
        return new Programs(List.of(tree.resolve("sbin/upsd").toString(), "-F"), List.of(tree.resolve("bin/dummy-ups").toString(), "-F"));
    }

    /** NUT's: what the environment names with PEER_UPSD and PEER_DUMMY, else Debian's package nut-server. */
    static Programs peer() {
        Path upsd = Path.of(System.getenv().getOrDefault(PEER_UPSD, "/lib/nut/upsd"));
        Path dummy = Path.of(System.getenv().getOrDefault(PEER_DUMMY, "/lib/nut/dummy-ups"));
        for (Path program : List.of(upsd, dummy)) {
            if (!Files.isExecutable(program)) {
                throw new ChainFault("there is no " + program + " to compare with: apt install nut-server, or name another NUT by "
                    + PEER_UPSD + " and " + PEER_DUMMY);
            }
        }
        String user = System.getProperty("user.name");
        return new Programs(List.of(upsd.toString(), "-F", "-u", user), List.of(dummy.toString(), "-F", "-u", user));
    }

    List<String> driver(String ups) {
        return Stream.concat(dummy.stream(), Stream.of("-a", ups)).toList();
    }

    /** The version that upsd says it is. */
    String version() throws IOException {
        Process process = new ProcessBuilder(upsd.getFirst(), "-V").redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes()).lines().findFirst().orElse("of unknown version");
    }
}
