package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nut.common.AdminFault;
import nut.common.daemon.Await;
import nut.common.daemon.ChildJvm;
import nut.common.daemon.LiveThreads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says of a process that has given its privileges away. */
@Timeout(60)
class PrivilegesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void beRoot() {
        assumeTrue(Credentials.isRoot(), "this test needs root: it changes the user and the root directory of a process");
    }

    @Test
    void everyThreadIsTheUserAndInItsGroupAlone() throws IOException {
        ChildJvm child = dropped("64001:64000");
        Set<String> identities = identities(child.process().pid());
        child.process().getOutputStream().close();

        assertEquals(Set.of("Uid:\t64001\t64001\t64001\t64001 Gid:\t64000\t64000\t64000\t64000 Groups:\t64000 CapEff:\t0000000000000000"),
            identities);
        assertEquals(0, child.end().status());
    }

    @Test
    void rootCannotBeHadBack() throws IOException {
        ChildJvm child = dropped("64001:64000");
        child.process().getOutputStream().close();

        assertEquals(0, child.end().status());
        assertTrue(child.out().endsWith("setuid(0): Operation not permitted\n"), child.out());
    }

    @Test
    void theRootDirectoryIsInForce() throws IOException {
        Path jail = Files.createDirectory(folder.resolve("jail"));
        Files.createFile(jail.resolve("inside"));
        ChildJvm child = dropped("64001:64000", jail.toString());
        Path root = Files.readSymbolicLink(Path.of("/proc", Long.toString(child.process().pid()), "root"));
        Path work = Files.readSymbolicLink(Path.of("/proc", Long.toString(child.process().pid()), "cwd"));
        child.process().getOutputStream().close();

        assertEquals(jail.toRealPath(), root);
        assertEquals(jail.toRealPath(), work);
        assertEquals(0, child.end().status());
        assertTrue(child.out().startsWith("/etc/passwd: false /inside: true\n"), child.out());
    }

    @Test
    void whoIsNotRootCannotBecomeAnybodyElse() throws IOException {
        ChildJvm child = dropped("64001:64000");
        child.process().getOutputStream().close();

        assertEquals(0, child.end().status());
        assertTrue(child.out().contains("cannot become user 64002 (64002:64002): setgroups: Operation not permitted"), child.out());
    }

    private ChildJvm dropped(String... arguments) {
        ChildJvm child = ChildJvm.start(folder, Map.of(), Dropper.class, arguments);
        Await.until("the drop", () -> child.out().contains("dropped\n") || !child.process().isAlive());
        return child;
    }

    private static Set<String> identities(long pid) throws IOException {
        Set<String> identities = new TreeSet<>();
        for (List<String> status : LiveThreads.statuses(pid)) {
            String identity = "";
            for (String line : status) {
                if (line.startsWith("Uid:") || line.startsWith("Gid:") || line.startsWith("Groups:") || line.startsWith("CapEff:")) {
                    identity += line.strip() + " ";
                }
            }
            identities.add(identity.strip());
        }
        return identities;
    }

    /** Drops to a user, in a directory if one is named, and stays until its standard input ends. */
    public static final class Dropper {
        private static final CFunction SETUID = Libc.function("setuid");

        private Dropper() {
        }

        /** Runs it. */
        public static void main(String[] arguments) throws IOException {
            UserId user = Users.resolve(arguments[0], Optional.empty());
            loadWhatCannotBeFoundInTheJail();
            if (arguments.length > 1) {
                Chroot.enter(Path.of(arguments[1]));
                System.out.print(files());
            }
            Credentials.drop(user);
            System.out.print("dropped\n");
            int end = System.in.read();
            System.out.print(refusal() + "\n" + rootAgain() + "\n");
            System.exit(end == -1 ? 0 : 1);
        }

        private static void loadWhatCannotBeFoundInTheJail() throws PosixException {
            files();
            Credentials.isRoot();
            Kill.send(Integer.MAX_VALUE, 0);
            new AdminFault("");
        }

        private static String files() {
            return "/etc/passwd: " + Files.exists(Path.of("/etc/passwd")) + " /inside: " + Files.exists(Path.of("/inside")) + "\n";
        }

        private static String refusal() {
            try {
                Credentials.drop(new UserId("64002", 64_002, 64_002), 64_002);
                return "became 64002";
            } catch (AdminFault refused) {
                return refused.getMessage();
            }
        }

        private static String rootAgain() {
            try {
                return "became root: " + SETUID.orFail("setuid(0)", 0);
            } catch (PosixException refused) {
                return refused.getMessage();
            }
        }
    }
}
