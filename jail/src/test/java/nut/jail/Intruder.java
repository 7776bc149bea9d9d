package nut.jail;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.daemon.Daemon;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.ProgramLine;
import nut.common.daemon.Service;
import nut.driver.apc.ApcKind;
import nut.driver.core.DriverPolicy;
import nut.driver.core.DriverSettings;
import nut.upsd.UpsdPolicy;

/**
 * Code of somebody who has taken over newapc or upsd: becomes a daemon by the same way and under the same policy, then tries to get out,
 * and prints a line for each attempt, {@code NAME: done} or {@code NAME: ERRNO}. Words: whose policy; the pid of a process of the same
 * user; a port of 127.0.0.1 where somebody listens; a file, if it is to wait for that one and then to look at the configuration again.
 * Where it is not confined, it does what is harmless only.
 */
public final class Intruder implements Service {
    private static final long AF_INET = 2;
    private static final long STREAM = 1;
    private static final long O_WRONLY_CREAT = 0x41;
    private static final long SIGTERM = 15;

    private final MethodHandle call;
    private final Arena arena = Arena.global();
    private final MemorySegment errno;
    private final String policy;
    private final long victim;
    private final int port;
    private final Optional<Path> sign;
    private Runnable done;

    private Intruder(List<String> words) {
        policy = words.get(0);
        victim = Long.parseLong(words.get(1));
        port = Integer.parseInt(words.get(2));
        sign = words.size() > 3 ? Optional.of(Path.of(words.get(3))) : Optional.empty();
        Linker linker = Linker.nativeLinker();
        call = linker.downcallHandle(linker.defaultLookup().find("syscall").orElseThrow(), FunctionDescriptor.of(JAVA_LONG, JAVA_LONG,
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), Linker.Option.captureCallState("errno"));
        errno = arena.allocate(Linker.Option.captureStateLayout());
    }

    /** Runs. */
    public static void main(String[] arguments) {
        System.exit(new ProgramLine("intruder", "Tries to get out.").daemonFlags().run(List.of(arguments), given -> {
            Function<Path, Policy> policy = given.words().getFirst().equals("upsd") ? UpsdPolicy::of : Intruder::driver;
            return Daemon.run("intruder", Intruder.class.getName(), List.of(arguments), given.daemonOptions(NutEnvironment.current()),
                List.of(), Optional.of(policy), () -> new Intruder(given.words()));
        }));
    }

    private static Policy driver(Path runtime) {
        return DriverPolicy.of(runtime, new ApcKind(),
            () -> new DriverSettings("newapc", "su700", "/dev/ttyS1", Duration.ofSeconds(2), Optional.empty(), Map.of()));
    }

    @Override
    public void start() throws Exception {
        try {
            files();
            if (sign.isPresent()) {
                System.out.println("waits");
                for (int i = 0; i < 600 && Files.notExists(sign.get()); i++) {
                    LockSupport.parkNanos(100_000_000);
                }
                configuration("after an update: ");
            }
            network();
            if (Fence.isWanted()) {
                identity();
                processes();
                kernel();
                attempt("exec", Syscall.EXECVE, text(System.getProperty("java.home") + "/bin/java"), array("java", "-version"), array());
            }
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
        done.run();
    }

    private void files() throws Throwable {
        open("/etc/shadow", 0);
        open("/etc/hostname", 0);
        open("/../../../../etc/hostname", 0);
        open("/proc/self/mem", 0);
        open("/proc/1/root/etc/passwd", 0);
        open("/dev/mem", 2);
        open("/", 0);
        open("/dev", 0);
        open("/dev/ttyS1", 0);
        configuration("");
        open("/x", O_WRONLY_CREAT);
        open("/tmp/x-of-the-intruder", O_WRONLY_CREAT);
        open("/dev/x", O_WRONLY_CREAT);
        open("/etc/passwd", O_WRONLY_CREAT);
        open("/usr/local/ups/etc/ups.conf", 1);
        open("/usr/local/ups/runtime/lib/modules", 1);
        attempt("mkdir", Syscall.MKDIRAT, -100, text("/usr/local/ups/x"), 0700);
        attempt("remove configuration", Syscall.UNLINKAT, -100, text("/usr/local/ups/etc/ups.conf"), 0);
        attempt("make a character device", Syscall.MKNODAT, -100, text("/var/state/ups/mem"), 0020666, 0x101);
        attempt("make a disk", Syscall.MKNODAT, -100, text("/var/state/ups/sda"), 0060666, 0x800);
        attempt("make a link", Syscall.SYMLINKAT, text("/etc/shadow"), -100, text("/var/state/ups/shadow"));
        attempt("make a file in memory", Syscall.MEMFD_CREATE, text("x"), 0);
        attempt("open by handle", Syscall.OPEN_BY_HANDLE_AT, -100, text("12345678"), 0);
    }

    private void configuration(String when) throws Throwable {
        for (String file : new String[] {"ups.conf", "upsd.conf", "upsd.users"}) {
            attempt(when + "read " + file, Syscall.OPENAT, -100, text("/usr/local/ups/etc/" + file), 0);
        }
    }

    private void identity() throws Throwable {
        attempt("setuid(0)", Syscall.SETUID, 0);
        attempt("setresuid(0)", Syscall.SETRESUID, 0, 0, 0);
        attempt("setgid(0)", Syscall.SETGID, 0);
        attempt("setgroups", Syscall.SETGROUPS, 1, array());
        attempt("chroot again", Syscall.CHROOT, text("/var/state/ups"));
        attempt("pivot_root", Syscall.PIVOT_ROOT, text("/"), text("/"));
        attempt("mount", Syscall.MOUNT, text("none"), text("/var/state/ups"), text("proc"), 0, 0);
        attempt("make a namespace", Syscall.UNSHARE, 0x10000000);
        attempt("set capabilities", Syscall.CAPSET, text("x"), text("x"));
    }

    private void processes() throws Throwable {
        attempt("fork", Syscall.CLONE, SIGTERM, 0, 0, 0, 0);
        attempt("fork as clone3 does", Syscall.CLONE3, text("\0".repeat(64)), 64);
        attempt("kill", Syscall.KILL, victim, 0);
        attempt("kill its group", Syscall.KILL, 0, 0);
        attempt("kill everybody", Syscall.KILL, -1, 0);
        attempt("signal a thread", Syscall.TGKILL, victim, victim, 0);
        attempt("queue a signal", Syscall.RT_SIGQUEUEINFO, victim, SIGTERM, 0);
        attempt("hold a process", Syscall.PIDFD_OPEN, victim, 0);
        attempt("have a terminal signal others", Syscall.FCNTL, 0, 8, victim);
        attempt("type into a terminal", Syscall.IOCTL, 0, 0x5412, text("x"));
        attempt("trace", Syscall.PTRACE, 16, victim, 0, 0);
        attempt("read others' memory", Syscall.PROCESS_VM_READV, victim, array(), 0, array(), 0, 0);
        attempt("limit others", Syscall.PRLIMIT64, victim, 7, 0, arena.allocate(16).address());
        attempt("slow others down", Syscall.SETPRIORITY, 0, victim, 19);
    }

    private void network() throws Throwable {
        attempt("raw socket", Syscall.SOCKET, AF_INET, 3, 1);
        attempt("ping socket", Syscall.SOCKET, AF_INET, 2, 1);
        attempt("packet socket", Syscall.SOCKET, 17, 3, 0);
        attempt("netlink socket", Syscall.SOCKET, 16, 3, 0);
        attempt("local stream socket", Syscall.SOCKET, 1, STREAM, 0);
        attempt("odd protocol", Syscall.SOCKET, AF_INET, STREAM, 132);
        long socket = invoke(Syscall.SOCKET, AF_INET, STREAM, 0);
        if (policy.equals("upsd")) {
            listen("while it starts");
            attempt("call a server", Syscall.CONNECT, socket, address(port), 16);
        } else {
            attempt("make a TCP socket", Syscall.SOCKET, AF_INET, STREAM, 0);
            attempt("listen", Syscall.LISTEN, 0, 1);
        }
        invoke(Syscall.CLOSE, socket);
    }

    /** At a port that the kernel chooses. */
    private void listen(String when) throws Throwable {
        long socket = invoke(Syscall.SOCKET, AF_INET, STREAM, 0);
        attempt("bind " + when, Syscall.BIND, socket, address(0), 16);
        attempt("listen " + when, Syscall.LISTEN, socket, 1);
        invoke(Syscall.CLOSE, socket);
    }

    private void kernel() throws Throwable {
        attempt("bpf", Syscall.BPF, 0, text("x"), 1);
        attempt("perf", Syscall.PERF_EVENT_OPEN, text("x"), 0, -1, -1, 0);
        attempt("keys", Syscall.KEYCTL, 0, -3, 0);
        attempt("io_uring", Syscall.IO_URING_SETUP, 1, text("\0".repeat(120)));
        attempt("userfaultfd", Syscall.USERFAULTFD, 1);
        attempt("load a module", Syscall.FINIT_MODULE, 0, text(""), 0);
        attempt("set the clock", Syscall.CLOCK_SETTIME, 0, arena.allocate(16).address());
        attempt("reboot", Syscall.REBOOT, 0xfee1dead, 672274793, 0);
        attempt("read the kernel's log", Syscall.SYSLOG, 3, arena.allocate(64).address(), 64);
        attempt("set the host's name", Syscall.SETHOSTNAME, text("x"), 1);
    }

    private void open(String path, long mode) throws Throwable {
        attempt((mode == 0 ? "read " : "write ") + path, Syscall.OPENAT, -100, text(path), mode, 0600);
    }

    private void attempt(String name, Syscall number, long... arguments) throws Throwable {
        long result = invoke(number, arguments);
        System.out.println(name + ": " + (result == -1 ? errno.get(JAVA_INT, Linker.Option.captureStateLayout()
            .byteOffset(MemoryLayout.PathElement.groupElement("errno"))) : "done"));
    }

    private long invoke(Syscall number, long... arguments) throws Throwable {
        long[] all = new long[6];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        return (long) call.invokeExact(errno, number.here(), all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    /** struct sockaddr_in of 127.0.0.1. */
    private long address(int port) {
        MemorySegment address = arena.allocate(16, 8);
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

    @Override
    public void reload() {
        throw new UnsupportedOperationException();
    }

    /** It is asked to stop as soon as it serves. */
    @Override
    public void stop() {
        try {
            listen("when it serves");
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
        System.out.flush();
    }

    @Override
    public void onDone(Runnable ender) {
        done = ender;
    }

    /** System calls by their numbers on amd64 and on the architectures that share the generic list. */
    private enum Syscall {
        OPENAT(257, 56), CLOSE(3, 57), MKDIRAT(258, 34), UNLINKAT(263, 35), MKNODAT(259, 33), SYMLINKAT(266, 36), MEMFD_CREATE(319, 279),
        OPEN_BY_HANDLE_AT(304, 265), SETUID(105, 146), SETRESUID(117, 147), SETGID(106, 144), SETGROUPS(116, 159), CHROOT(161, 51),
        PIVOT_ROOT(155, 41), MOUNT(165, 40), UNSHARE(272, 97), CAPSET(126, 91), EXECVE(59, 221), CLONE(56, 220), CLONE3(435, 435),
        KILL(62, 129), TGKILL(234, 131), RT_SIGQUEUEINFO(129, 138), PIDFD_OPEN(434, 434), FCNTL(72, 25), IOCTL(16, 29), PTRACE(101, 117),
        PROCESS_VM_READV(310, 270), PRLIMIT64(302, 261), SETPRIORITY(141, 140), SOCKET(41, 198), CONNECT(42, 203), BIND(49, 200),
        LISTEN(50, 201),
        BPF(321, 280), PERF_EVENT_OPEN(298, 241), KEYCTL(250, 219), IO_URING_SETUP(425, 425), USERFAULTFD(323, 282),
        FINIT_MODULE(313, 273), CLOCK_SETTIME(227, 112), REBOOT(169, 142), SYSLOG(103, 116), SETHOSTNAME(170, 161);

        private final long amd64;
        private final long generic;

        Syscall(long amd64, long generic) {
            this.amd64 = amd64;
            this.generic = generic;
        }

        private long here() {
            return System.getProperty("os.arch").equals("amd64") ? amd64 : generic;
        }
    }
}
