package nut.upsmon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nut.common.conf.UpsmonConf;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Children;
import nut.common.posix.Spawn;

/**
 * Code of somebody who has taken over a watcher: is started as a parent starts it, locks itself in as a watcher does, then tries to get
 * out, and prints a line for each attempt, {@code NAME refused} or {@code NAME done}. Arguments: the root directory, or - to stay outside
 * and do only what is harmless there, or = to do that where a watcher is before it locks itself in; the pid of a process of the same user;
 * a port where somebody listens who is no upsd; the directory of a stub su700.state to attack, "" for the root directory, or none.
 */
final class Intruder {
    private static final long O_CREAT_WRONLY = 0x41;
    private static final long CHARACTER_DEVICE = 0020666;
    private static final long DEV_MEM = 0x101;
    private static final long PTRACE_ATTACH = 16;
    private static final long CLONE_NEWUSER = 0x10000000;
    private static final long SIGKILL = 9;
    private static final long O_TRUNC = 0x200;
    private static final long O_TMPFILE_RDWR = 0x410000 | 2;
    private static final long PIPE = 0010600;
    private static final long OPENAT2 = 437;
    private static final long PIDFD_SEND_SIGNAL = 424;
    private static final long PIDFD_OPEN = 434;
    private static final long F_OFD_SETLK = 37;
    private static final long PROT_READ_EXEC = 5;
    private static final long AT_FDCWD = -100;
    private static final long AF_INET = 2;
    private static final long STREAM = 1;
    private static final long ADDRESS_BYTES = 16;
    private static final int MOST = 6;

    private final Map<String, MethodHandle> functions = new LinkedHashMap<>();
    private final Arena arena = Arena.global();

    private Intruder() {
        for (String name : List.of("open", "execve", "fexecve", "memfd_create", "mknod", "ptrace", "kill", "setuid", "setresuid", "setgid",
            "setgroups", "chroot", "unshare", "mount", "fork", "mkdir", "socket", "process_vm_readv", "openat", "fchdir", "truncate",
            "rename", "unlink", "link", "symlink", "chmod", "fcntl", "flock", "mmap", "syscall", "utimensat", "setxattr", "connect",
            "bind")) {
            MemorySegment address = Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
            functions.put(name, Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG,
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG)));
        }
    }

    public static void main(String[] arguments) throws Throwable {
        boolean outside = arguments[0].equals("-");
        NutEnvironment environment = NutEnvironment.current();
        UpsmonConf conf = UpsmonConf.read(environment.confPath().resolve("upsmon.conf"), new Silence());
        Policy policy = WatcherPolicy.of(Path.of(System.getProperty("java.home")), conf, environment.confPath(),
            EmptyRoot.prepare(environment.pidPath()), environment.statePath());
        if (!outside && System.getProperty("nut.landlock") == null) {
            long child = Fence.start(policy, WatcherPolicy.CAPABILITIES, option -> Spawn.of(JavaCommand.of(
                Path.of(System.getProperty("java.home")), "", List.of(option), Intruder.class.getName(), List.of(arguments))));
            System.exit(Children.await(child).good() ? 0 : 1);
        }
        Intruder intruder = new Intruder();
        long victim = Long.parseLong(arguments[1]);
        int upsd = conf.monitors().getLast().ups().port();
        if (!outside && !arguments[0].equals("=")) {
            long parent = ProcessHandle.current().parent().orElseThrow().pid();
            Cell.enter(Path.of(arguments[0]), "64003:64000", policy);
            intruder.tryAll(victim, parent);
        } else {
            intruder.tryTheMachine(environment.confPath());
        }
        intruder.tryWhatIsHarmless(victim, upsd, Integer.parseInt(arguments[2]));
        if (arguments.length > 3) {
            intruder.tryStub(arguments[3]);
        }
        System.exit(0);
    }

    /** Root's power is not enough for these where a watcher starts. */
    private void tryTheMachine(Path confPath) throws Throwable {
        attempt("look into /var", "open", text("/var"), 0);
        attempt("write its configuration", "open", text(confPath + "/upsmon.conf"), 1);
        attempt("make a file beside it", "open", text(confPath + "/made"), O_CREAT_WRONLY, 0600);
        attempt("listen at a port", "bind", call("socket", AF_INET, STREAM), address(0), ADDRESS_BYTES);
    }

    private void tryWhatIsHarmless(long victim, int upsd, int other) throws Throwable {
        attempt("open a file", "open", text("/bin/sh"), 0);
        attempt("call its upsd", "connect", call("socket", AF_INET, STREAM), address(upsd), ADDRESS_BYTES);
        attempt("call somebody else", "connect", call("socket", AF_INET, STREAM), address(other), ADDRESS_BYTES);
        attempt("look at a process", "kill", victim, 0);
        attempt("make a Unix socket", "socket", 1, 1);
        attempt("make a file in memory", "memfd_create", text("x"), 0);
    }

    private void tryAll(long victim, long parent) throws Throwable {
        attempt("open a file above", "open", text("../../../../../etc/passwd"), 0);
        attempt("open its own memory", "open", text("/proc/self/mem"), 0);
        attempt("make a file", "open", text("/x"), O_CREAT_WRONLY, 0600);
        attempt("make a directory", "mkdir", text("/x"), 0700);
        attempt("make a device", "mknod", text("/mem"), CHARACTER_DEVICE, DEV_MEM);
        attempt("run a program", "execve", text("/bin/sh"), array("/bin/sh"), array());
        attempt("run an open file", "fexecve", 0, array("sh"), array());
        attempt("fork", "fork");
        attempt("trace its parent", "ptrace", PTRACE_ATTACH, parent, 0, 0);
        attempt("trace a process of its user", "ptrace", PTRACE_ATTACH, victim, 0, 0);
        attempt("read a process's memory", "process_vm_readv", victim, array(), 0, array(), 0, 0);
        attempt("kill its parent", "kill", parent, SIGKILL);
        attempt("kill a process of its user", "kill", victim, SIGKILL);
        attempt("kill it by a descriptor", "syscall", PIDFD_SEND_SIGNAL, call("syscall", PIDFD_OPEN, victim, 0), SIGKILL, 0, 0);
        attempt("signal everybody", "kill", -1, 0);
        attempt("become root", "setuid", 0);
        attempt("become root wholly", "setresuid", 0, 0, 0);
        attempt("become root's group", "setgid", 0);
        attempt("join groups", "setgroups", 1, array());
        attempt("chroot again", "chroot", text("/"));
        attempt("make a namespace", "unshare", CLONE_NEWUSER);
        attempt("mount", "mount", text("none"), text("/"), text("proc"), 0, 0);
    }

    /** The files are the intruder's own, so that nothing but the filter keeps it from them. */
    private void tryStub(String directory) throws Throwable {
        long stub = text(directory + "/su700.state");
        long made = text(directory + "/made");
        attempt("read the stub", "open", stub, 0);
        long open = call("open", stub, 0);
        long above = call("open", text(directory + "/"), 0);
        MemorySegment how = arena.allocate(24, 8);
        how.set(JAVA_LONG, 0, O_CREAT_WRONLY);
        how.set(JAVA_LONG, 8, 0600);
        MemorySegment readLock = arena.allocate(32, 8);
        attempt("write it", "open", stub, 1);
        attempt("read and write it", "open", stub, 2);
        attempt("empty it while opening", "open", stub, O_TRUNC);
        attempt("empty it", "truncate", stub, 0);
        attempt("make one beside it", "open", made, O_CREAT_WRONLY, 0600);
        attempt("make one by openat", "openat", above, text("made"), O_CREAT_WRONLY, 0600);
        attempt("make one by openat2", "syscall", OPENAT2, above, text("made"), how.address(), 24);
        attempt("make one without a name", "open", text(directory + "/"), O_TMPFILE_RDWR, 0600);
        attempt("make a pipe", "mknod", text(directory + "/pipe"), PIPE, 0);
        attempt("lock it for reading", "fcntl", open, F_OFD_SETLK, readLock.address());
        attempt("lock it in the older way", "flock", open, 1);
        attempt("take code from it", "mmap", 0, 4096, PROT_READ_EXEC, 2, open, 0);
        attempt("change its mode", "chmod", stub, 0666);
        attempt("change its time", "utimensat", AT_FDCWD, stub, 0, 0);
        attempt("mark it", "setxattr", stub, text("user.x"), text("x"), 1, 0);
        attempt("work elsewhere", "fchdir", above);
        attempt("link it", "link", stub, text(directory + "/linked"));
        attempt("link to it", "symlink", text("su700.state"), text(directory + "/pointing"));
        attempt("rename it", "rename", stub, text(directory + "/renamed"));
        attempt("remove it", "unlink", text(directory + "/renamed"));
    }

    private void attempt(String name, String function, long... arguments) throws Throwable {
        System.out.println(name + (call(function, arguments) == -1 ? " refused" : " done"));
    }

    private int call(String function, long... arguments) throws Throwable {
        Object[] all = new Object[MOST];
        for (int i = 0; i < MOST; i++) {
            all[i] = i < arguments.length ? arguments[i] : 0L;
        }
        return (int) (long) functions.get(function).invokeWithArguments(all);
    }

    /** struct sockaddr_in of a port of 127.0.0.1. */
    private long address(int port) {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
        address.set(JAVA_SHORT, 0, (short) AF_INET);
        address.set(JAVA_SHORT, 2, Short.reverseBytes((short) port));
        address.set(JAVA_INT, 4, 0x0100007f);
        return address.address();
    }

    private long text(String text) {
        return arena.allocateFrom(text).address();
    }

    private long array(String... words) {
        MemorySegment array = arena.allocate(ADDRESS, words.length + 1L);
        for (int i = 0; i < words.length; i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(words[i]));
        }
        return array.address();
    }
}
