package nut.jail.install;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nut.common.posix.Credentials;

/**
 * This machine, with everything that is changed on it kept in memory and forgotten: an overlay over the root file system, in namespaces of
 * its own for mounts and processes. What still runs when the script has ended is killed. Addresses and ports are the machine's own.
 *
 * <p>A script is in chapters, each begun by {@code chapter NAME}; what a chapter prints is its text.
 */
final class ThrowAwayMachine {
    private static final Path JAIL_FOLDER = Path.of(System.getProperty("nut.jail.folder"));
    private static final Pattern CHAPTER = Pattern.compile("== (.*)");

    /** What stands before each script. */
    private static final String PREFACE = """
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C
        chapter() { echo "== $1"; }
        # Whatever an installation can touch, but for what the system's own tools leave beside their files.
        everything() { find /etc /usr /chroot /var/state /var/lib/nut-java -xdev ! -name '*-' -printf '%p %m %u %g %l\\n' 2>/dev/null | sort
          cat /etc/passwd /etc/group | sort; }
        # Debian's nut-client has one, and two cannot be.
        rm -f /etc/init.d/ups-monitor
        ups=/usr/local/ups
        record=/var/lib/nut-java/made
        """;

    /** Lays the overlay, moves into it, and runs the script as process 1 of its own namespace. */
    private static final String ENTER = """
        set -e
        mount -t tmpfs -o mode=755 tmpfs "$0"
        mkdir "$0/upper" "$0/work" "$0/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$0/upper,workdir=$0/work" "$0/root"
        mount --rbind /dev "$0/root/dev"
        mount -t proc proc "$0/root/proc"
        mount -t tmpfs -o mode=755 tmpfs "$0/root/run"
        mkdir -p "$0/root$2"
        mount --bind -o ro "$2" "$0/root$2"
        cat > "$0/root/run/script" <<< "$1"
        cd "$2"
        exec chroot "$0/root" /bin/bash -c 'cd "$0" && exec /bin/bash /run/script' "$2"
        """;

    private final Path mountPoint;

    ThrowAwayMachine(Path mountPoint) throws IOException, InterruptedException {
        this.mountPoint = mountPoint;
        assumeTrue(Credentials.isRoot(), "this test needs root: it installs, on an overlay over this machine");
        assumeTrue(Files.exists(Path.of("/usr/bin/unshare")), "this test needs unshare(1), of util-linux");
        Ended probe = start("echo works");
        assumeTrue(probe.exit() == 0 && probe.output().contains("works"), "this test needs an overlay over the root file system in a mount"
            + " namespace, which this machine does not allow: " + probe.output());
    }

    private record Ended(int exit, String output) {
    }

    /** What the chapters said, by their names. */
    record Told(Map<String, String> chapters, String all) {
        String of(String chapter) {
            assertTrue(chapters.containsKey(chapter), "there is no chapter " + chapter + " in: " + all);
            return chapters.get(chapter);
        }

        void holds(String chapter, String text) {
            assertTrue(of(chapter).contains(text), "chapter " + chapter + " lacks '" + text + "': " + all);
        }
    }

    /** Runs a script; it works in the jail folder of the sources, which is read-only. */
    Told run(String script) throws IOException, InterruptedException {
        String output = start(script).output();
        Map<String, String> chapters = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        String name = "";
        for (String line : output.lines().toList()) {
            Matcher next = CHAPTER.matcher(line);
            if (next.matches()) {
                chapters.put(name, String.join("\n", lines));
                lines.clear();
                name = next.group(1);
            } else {
                lines.add(line);
            }
        }
        chapters.put(name, String.join("\n", lines));
        return new Told(chapters, output);
    }

    private Ended start(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/bash", "-c", ENTER,
            mountPoint.toString(), PREFACE + script, JAIL_FOLDER.toString()).redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.equals("DESTDIR"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
