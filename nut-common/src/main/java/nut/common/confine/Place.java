package nut.common.confine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nut.common.posix.Landlock.Right;

/**
 * A path that a program may use.
 *
 * @param path  a file, or a directory with all that is in it; one that is not there allows nothing
 * @param right what for
 * @param why   a few words for the table of docs/security.md
 */
public record Place(Path path, Right right, String why) {
    /** Variable of the environment: more paths, with colons between them, in which files may be made; for debuggers and training runs. */
    public static final String MORE = "NUT_CONFINE_PATHS";

    /** What mkjail leaves in a jail, which is then the root directory. */
    private static final Path MADE_BY_MKJAIL = Path.of("/etc/mkjail.manifest");

    /** What every program of the suite needs: its runtime, the system's libraries, the time zone, {@code /dev/null}. */
    public static List<Place> ofTheRuntime(Path runtime) {
        List<Place> places = new ArrayList<>();
        places.addAll(ofJail("/common", "what an update of the jail replaces"));
        places.add(new Place(runtime, Right.RUN, "the runtime"));
        for (String path : List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64")) {
            places.add(new Place(Path.of(path), Right.RUN, "the system's libraries"));
        }
        for (String path : List.of("/etc/ld.so.cache", "/etc/ld.so.preload")) {
            places.add(new Place(Path.of(path), Right.READ, "where libraries are"));
        }
        for (String path : List.of("/etc/localtime", "/usr/share/zoneinfo")) {
            places.add(new Place(Path.of(path), Right.READ, "the time zone"));
        }
        for (String path : List.of("/etc/passwd", "/etc/group", "/etc/nsswitch.conf")) {
            places.add(new Place(Path.of(path), Right.READ, "the user's name"));
        }
        places.add(new Place(Path.of("/dev/null"), Right.USE, "standard input and output"));
        for (String path : List.of("/dev/random", "/dev/urandom")) {
            places.add(new Place(Path.of(path), Right.READ, "random numbers"));
        }
        add(places, System.getProperty("jdk.module.path", ""), Right.READ, "classes outside the runtime");
        add(places, System.getProperty("java.class.path", ""), Right.READ, "classes outside the runtime");
        add(places, System.getenv().getOrDefault(MORE, ""), Right.KEEP, MORE);
        return places;
    }

    /**
     * A directory of a jail that mkjail made, whose content an update replaces by another, which rules about the old content would not
     * allow. There is none elsewhere.
     *
     * @param directory {@code /common}, which is for all, or {@code /upsd}, which is upsd's
     */
    public static List<Place> ofJail(String directory, String why) {
        if (!Files.exists(MADE_BY_MKJAIL)) {
            return List.of();
        }
        Path stays = Path.of(directory);
        // In a jail of an older mkjail's only the root directory stays.
        return List.of(new Place(Files.exists(stays) ? stays : Path.of("/"), Right.READ, why));
    }

    private static void add(List<Place> places, String paths, Right right, String why) {
        for (String path : paths.split(File.pathSeparator)) {
            // The launcher has put "." for a class path that nobody gave.
            if (!path.isEmpty() && !path.equals(".")) {
                places.add(new Place(Path.of(path), right, why));
            }
        }
    }

    /** What is needed to find a host by its name. All of {@code /etc}, because resolv.conf is replaced when the network changes. */
    public static List<Place> ofHostNames() {
        return Stream.of("/etc", "/run/systemd/resolve", "/run/NetworkManager", "/run/resolvconf", "/run/connman")
            .map(path -> new Place(Path.of(path), Right.READ, "names of hosts")).toList();
    }

    /**
     * Where the JVM looks whether there is IPv6, a file that the kernel makes anew each time; in a jail it is one of mkjail's.
     *
     * @param child whether it is a child's, which cannot be named before it is there: all of /proc then
     */
    static Place ofNetworks(boolean child) {
        Path tables = Path.of("/proc/net");
        return new Place(child && Files.isSymbolicLink(tables) ? Path.of("/proc") : tables, Right.PEEK, "whether there is IPv6");
    }

    /** The directory that a file is in, for a file that may be replaced by another while the program runs. */
    public static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("/") : folder;
    }
}
