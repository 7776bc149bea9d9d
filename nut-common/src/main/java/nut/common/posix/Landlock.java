package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A set of rules that shuts a thread and all that it starts out of every file but those below some paths, and out of other things
 * (landlock(7)). It is the calling thread's alone: a JVM has others, so what is to be shut in is started by that thread, or takes its place
 * by exec.
 */
public final class Landlock implements AutoCloseable {
    private static final int CREATE_RULESET_VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int RULE_NET_PORT = 2;
    private static final int O_PATH = 0x200000;
    private static final int FS_WITH_REFER = 2;
    private static final int FS_WITH_TRUNCATE = 3;
    private static final int WITH_NETWORK = 4;
    private static final int FS_WITH_IOCTL = 5;
    private static final int WITH_SCOPES = 6;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long REMOVE_DIR = 1 << 4;
    private static final long REMOVE_FILE = 1 << 5;
    private static final long MAKE_DIR = 1 << 7;
    private static final long MAKE_REGULAR = 1 << 8;
    private static final long REFER = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final long IOCTL_DEVICE = 1 << 15;
    /** What a rule about one file can say. */
    private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE;
    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 2;
    /** LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and _SIGNAL: nothing of the kind reaches a process that is not shut in with this one. */
    private static final long SCOPES = 3;

    private static final CFunction SYSCALL = Libc.function("syscall");
    private static final int VERSION = version();

    /** What may be done below a path. */
    public enum Right {
        /** Files may be read whose names one knows. */
        PEEK(READ_FILE),
        /** Files may be read, directories listed. */
        READ(READ_FILE | READ_DIR),
        /** The same, and programs run. */
        RUN(READ_FILE | READ_DIR | EXECUTE),
        /** Devices, and files that are there, may be read and written. */
        USE(READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | IOCTL_DEVICE),
        /** The same, and plain files and directories be made, renamed and removed. */
        KEEP(READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | REMOVE_FILE | REMOVE_DIR | MAKE_REGULAR | MAKE_DIR | REFER);

        private final long bits;

        Right(long bits) {
            this.bits = bits;
        }
    }

    private final int ruleset;
    private final long files;

    private Landlock(int ruleset, long files) {
        this.ruleset = ruleset;
        this.files = files;
    }

    /** Which version of its rules this kernel has; 0 for none. */
    public static int abi() {
        return VERSION;
    }

    private static int version() {
        try {
            return SYSCALL.orFail("landlock_create_ruleset", Syscalls.number("landlock_create_ruleset"), 0, 0, CREATE_RULESET_VERSION);
        } catch (PosixException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    /** Whether a version of the rules is about TCP too. */
    public static boolean limitsTcp(int abi) {
        return abi >= WITH_NETWORK;
    }

    /**
     * Rules that allow no file yet, and no TCP connection to anywhere.
     *
     * @param bind whether TCP ports may be listened at
     */
    public static Landlock rules(boolean bind) throws PosixException {
        long files = (IOCTL_DEVICE << 1) - 1;
        files &= VERSION < FS_WITH_IOCTL ? ~IOCTL_DEVICE : -1;
        files &= VERSION < FS_WITH_TRUNCATE ? ~TRUNCATE : -1;
        files &= VERSION < FS_WITH_REFER ? ~REFER : -1;
        try (Arena arena = Arena.ofConfined()) {
            // struct landlock_ruleset_attr: long handled_access_fs, long handled_access_net, long scoped; older kernels know its beginning.
            MemorySegment attributes = arena.allocate(JAVA_LONG, 3);
            attributes.setAtIndex(JAVA_LONG, 0, files);
            attributes.setAtIndex(JAVA_LONG, 1, (bind ? 0 : BIND_TCP) | CONNECT_TCP);
            attributes.setAtIndex(JAVA_LONG, 2, SCOPES);
            long size = VERSION >= WITH_SCOPES ? 24 : VERSION >= WITH_NETWORK ? 16 : 8;
            return new Landlock(SYSCALL.orFail("landlock_create_ruleset", Syscalls.number("landlock_create_ruleset"),
                attributes.address(), size, 0), files);
        }
    }

    /**
     * Allows something below a path.
     *
     * @return false when there is no such path for this process; nothing is to be allowed then
     */
    public boolean allow(Path path, Right right) throws PosixException {
        int descriptor = FileDescriptors.openIfThere(path, O_PATH);
        if (descriptor < 0) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            // struct landlock_path_beneath_attr, packed: long allowed_access, int parent_fd.
            MemorySegment rule = arena.allocate(16, 8);
            rule.set(JAVA_LONG, 0, right.bits & files & (Files.isDirectory(path) ? -1 : OF_FILES));
            rule.set(JAVA_INT, 8, descriptor);
            SYSCALL.orFail("landlock_add_rule for " + path, Syscalls.number("landlock_add_rule"), ruleset, RULE_PATH_BENEATH,
                rule.address(), 0);
            return true;
        } finally {
            FileDescriptors.close(descriptor);
        }
    }

    /** Allows TCP connections to a port, whichever host it is. */
    public void allowConnecting(int port) throws PosixException {
        if (!limitsTcp(VERSION)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            // struct landlock_net_port_attr: long allowed_access, long port.
            MemorySegment rule = arena.allocate(JAVA_LONG, 2);
            rule.setAtIndex(JAVA_LONG, 0, CONNECT_TCP);
            rule.setAtIndex(JAVA_LONG, 1, port);
            SYSCALL.orFail("landlock_add_rule for port " + port, Syscalls.number("landlock_add_rule"), ruleset, RULE_NET_PORT,
                rule.address(), 0);
        }
    }

    /** Shuts the calling thread in, and all that it starts from now on. It must have renounced new privileges. */
    public void enter() throws PosixException {
        SYSCALL.orFail("landlock_restrict_self", Syscalls.number("landlock_restrict_self"), ruleset, 0);
    }

    @Override
    public void close() {
        FileDescriptors.close(ruleset);
    }
}
