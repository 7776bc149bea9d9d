package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes from this process, all its threads, for ever, every system call but those named (seccomp(2), prctl(2) PR_SET_NO_NEW_PRIVS). Any
 * other fails with EPERM; one that is newer than this class fails with ENOSYS, so that the C library does as on an older kernel.
 *
 * <p>Some calls do too much for a yes or no, and pass with harmless arguments only:
 * <pre>
 *  clone            only for a thread, in no new namespace; clone3, whose flags no filter can see, is ENOSYS, and glibc takes clone
 *  kill, tgkill     only to this process; the JVM signals its own threads
 *  prlimit64        only for this process
 *  prctl            only names of threads and memory, and to learn of the parent's end
 *  fcntl, ioctl     not to have signals sent to others (F_SETOWN), not to type into a terminal (TIOCSTI) or to take it
 *  socket           only the kinds named
 * </pre>
 *
 * <p>Of who only reads files more is looked at:
 * <pre>
 *  open, openat     not for writing, and nothing is made; openat2, whose flags no filter can see, is ENOSYS
 *  flock, fcntl     no locks: one that is held for reading keeps its owner from writing
 *  mmap             no code from a file, as the loader of libraries wants; the JVM's own code is in anonymous memory
 * </pre>
 */
public final class SystemCallFilter {
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    private static final int SECCOMP_RET_ALLOW = 0x7fff0000;
    private static final int SECCOMP_RET_EPERM = 0x00050000 | 1;
    private static final int SECCOMP_RET_ENOSYS = 0x00050000 | 38;
    private static final int CLONE_THREAD = 0x00010000;
    /** CLONE_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET. */
    private static final int CLONE_NEW = 0x7E020000;
    /** PR_SET_PDEATHSIG, PR_SET_NAME, PR_GET_NAME, PR_SET_VMA. */
    private static final int[] PRCTL_ALLOWED = {1, 15, 16, 0x53564d41};
    /** F_SETOWN, F_SETSIG, F_SETOWN_EX. */
    private static final int[] FCNTL_REFUSED = {8, 10, 15};
    /** TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCCONS, FIOSETOWN, SIOCSPGRP. */
    private static final int[] IOCTL_REFUSED = {0x5412, 0x541C, 0x540E, 0x541D, 0x8901, 0x8902};
    /** The same, and F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE. */
    private static final int[] FCNTL_REFUSED_TO_READERS = {8, 10, 15, 6, 7, 37, 38, 1024};
    /** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC and what is O_TMPFILE's own (asm-generic/fcntl.h). */
    private static final int FOR_WRITING = 0x1 | 0x2 | 0x40 | 0x200 | 0x400000;
    private static final int PROT_EXEC = 4;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_MORE = 0x25;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;
    /** Of struct seccomp_data: int nr, int arch, long instruction_pointer, long args[6], lower halves first. */
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int ARGUMENT_SIZE = 8;
    /** Numbers from here up are of the x32 kind, another name for most calls (asm/unistd.h). */
    private static final int X32 = 0x40000000;
    private static final int SOCK_TYPE_MASK = 0xf;
    /** IPPROTO_UDP: the highest number among 0, TCP and UDP. */
    private static final int HIGHEST_PROTOCOL = 17;

    private static final CFunction PRCTL = Libc.function("prctl");
    private static final CFunction SYSCALL = Libc.function("syscall");

    /** A kind of socket, by the numbers of socket(2). */
    public enum SocketKind {
        /** To the log daemon. */
        UNIX_DATAGRAM(1, 2),
        /** TCP. */
        INET_STREAM(2, 1),
        /** UDP, for the names of hosts. */
        INET_DATAGRAM(2, 2),
        /** TCP over IPv6. */
        INET6_STREAM(10, 1),
        /** UDP over IPv6. */
        INET6_DATAGRAM(10, 2);

        private final int family;
        private final int type;

        SocketKind(int family, int type) {
            this.family = family;
            this.type = type;
        }
    }

    /** One instruction, struct sock_filter: where it goes from there if its condition holds, and if not, as instructions to skip. */
    record Instruction(int code, int ifSo, int ifNot, int operand) {
        /** In the order of short code, char jt, char jf, int k, the lowest byte first, as all machines have it that are known here. */
        long packed() {
            return code | (long) ifSo << 16 | (long) ifNot << 24 | (long) operand << 32;
        }
    }

    private SystemCallFilter() {
    }

    /** From now on nothing that this thread starts gains privileges by a set-uid bit or the like. */
    public static void renouncePrivileges() throws PosixException {
        PRCTL.orFail("prctl(PR_SET_NO_NEW_PRIVS)", PR_SET_NO_NEW_PRIVS, 1);
    }

    /**
     * Puts it in force.
     *
     * @param allowed names of system calls; those that this architecture does not have are passed over
     * @param sockets kinds of sockets that may be made
     * @param reads   whether files are only read
     * @throws PosixException when this kernel has no such filters; new privileges are then renounced for the calling thread all the same
     */
    public static void enter(Collection<String> allowed, Set<SocketKind> sockets, boolean reads) throws PosixException {
        renouncePrivileges();
        enter(program((int) ProcessControl.self(), allowed, sockets, reads));
    }

    /** Refuses some calls more, on top of what is in force. */
    public static void refuse(Collection<String> names) throws PosixException {
        enter(refusal(names));
    }

    private static void enter(List<Instruction> program) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            // struct sock_fprog: short len, struct sock_filter *filter.
            MemorySegment code = arena.allocate(JAVA_LONG, program.size());
            ByteBuffer instructions = code.asByteBuffer().order(ByteOrder.nativeOrder());
            for (Instruction one : program) {
                instructions.putLong(one.packed());
            }
            MemorySegment header = arena.allocate(JAVA_LONG, 2);
            header.setAtIndex(JAVA_LONG, 0, program.size());
            header.setAtIndex(JAVA_LONG, 1, code.address());
            int thread = SYSCALL.orFail("seccomp", Syscalls.number("seccomp"), SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC,
                header.address());
            if (thread != 0) {
                throw new PosixException("seccomp for thread " + thread, PosixException.EAGAIN);
            }
        }
    }

    /** It needs no look at the architecture, as the one below it has done that; whichever of the two refuses, it is refused. */
    static List<Instruction> refusal(Collection<String> names) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, 0, NUMBER));
        for (String name : names) {
            program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, Syscalls.number(name)));
            program.add(answer(SECCOMP_RET_EPERM));
        }
        program.add(answer(SECCOMP_RET_ALLOW));
        return program;
    }

    static List<Instruction> program(int pid, Collection<String> allowed, Set<SocketKind> sockets, boolean reads) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, 0, ARCHITECTURE));
        program.add(new Instruction(JUMP_IF_EQUAL, 1, 0, architecture()));
        program.add(answer(SECCOMP_RET_EPERM));
        program.add(new Instruction(LOAD, 0, 0, NUMBER));
        program.add(new Instruction(JUMP_IF_AT_LEAST, 0, 1, X32));
        program.add(answer(SECCOMP_RET_EPERM));
        program.add(new Instruction(JUMP_IF_MORE, 0, 1, Syscalls.NEWEST));
        program.add(answer(SECCOMP_RET_ENOSYS));
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, Syscalls.number("clone3")));
        program.add(answer(SECCOMP_RET_ENOSYS));
        for (String name : allowed) {
            if (Syscalls.has(name)) {
                Optional<List<Instruction>> ofReaders = reads ? readersVerdict(name) : Optional.empty();
                List<Instruction> verdict = ofReaders.orElseGet(() -> verdict(name, pid, sockets));
                program.add(new Instruction(JUMP_IF_EQUAL, 0, verdict.size(), Syscalls.number(name)));
                program.addAll(verdict);
            }
        }
        program.add(answer(SECCOMP_RET_EPERM));
        return program;
    }

    /** What is done with a call that is allowed; ends in an answer whatever its arguments are. */
    private static List<Instruction> verdict(String name, int pid, Set<SocketKind> sockets) {
        return switch (name) {
            case "clone" -> List.of(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT), new Instruction(JUMP_IF_SET, 2, 0, CLONE_NEW),
                new Instruction(JUMP_IF_SET, 0, 1, CLONE_THREAD), answer(SECCOMP_RET_ALLOW), answer(SECCOMP_RET_EPERM));
            case "kill", "tgkill" -> choice(0, SECCOMP_RET_ALLOW, SECCOMP_RET_EPERM, pid);
            case "prlimit64" -> choice(0, SECCOMP_RET_ALLOW, SECCOMP_RET_EPERM, 0, pid);
            case "prctl" -> choice(0, SECCOMP_RET_ALLOW, SECCOMP_RET_EPERM, PRCTL_ALLOWED);
            case "fcntl" -> choice(1, SECCOMP_RET_EPERM, SECCOMP_RET_ALLOW, FCNTL_REFUSED);
            case "ioctl" -> choice(1, SECCOMP_RET_EPERM, SECCOMP_RET_ALLOW, IOCTL_REFUSED);
            case "socket" -> sockets(sockets);
            default -> List.of(answer(SECCOMP_RET_ALLOW));
        };
    }

    /** What is asked of a call more when files are only read; empty if nothing. */
    private static Optional<List<Instruction>> readersVerdict(String name) {
        return Optional.ofNullable(switch (name) {
            case "open" -> forReading(1);
            case "openat" -> forReading(2);
            case "openat2" -> List.of(answer(SECCOMP_RET_ENOSYS));
            case "flock" -> List.of(answer(SECCOMP_RET_EPERM));
            case "fcntl" -> choice(1, SECCOMP_RET_EPERM, SECCOMP_RET_ALLOW, FCNTL_REFUSED_TO_READERS);
            case "mmap" -> List.of(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + 2 * ARGUMENT_SIZE),
                new Instruction(JUMP_IF_SET, 0, 2, PROT_EXEC), new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + 3 * ARGUMENT_SIZE),
                new Instruction(JUMP_IF_SET, 0, 1, MAP_ANONYMOUS), answer(SECCOMP_RET_ALLOW), answer(SECCOMP_RET_EPERM));
            default -> null;
        });
    }

    private static List<Instruction> forReading(int flags) {
        return List.of(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + flags * ARGUMENT_SIZE), new Instruction(JUMP_IF_SET, 0, 1, FOR_WRITING),
            answer(SECCOMP_RET_EPERM), answer(SECCOMP_RET_ALLOW));
    }

    /** One answer if an argument is one of some numbers, another if not. */
    private static List<Instruction> choice(int argument, int ifSo, int ifNot, int... numbers) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + argument * ARGUMENT_SIZE));
        for (int number : numbers) {
            program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, number));
            program.add(answer(ifSo));
        }
        program.add(answer(ifNot));
        return program;
    }

    private static List<Instruction> sockets(Set<SocketKind> kinds) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + 2 * ARGUMENT_SIZE));
        program.add(new Instruction(JUMP_IF_MORE, 0, 1, HIGHEST_PROTOCOL));
        program.add(answer(SECCOMP_RET_EPERM));
        for (SocketKind kind : kinds) {
            program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT));
            program.add(new Instruction(JUMP_IF_EQUAL, 0, 4, kind.family));
            program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + ARGUMENT_SIZE));
            program.add(new Instruction(AND, 0, 0, SOCK_TYPE_MASK));
            program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, kind.type));
            program.add(answer(SECCOMP_RET_ALLOW));
        }
        program.add(answer(SECCOMP_RET_EPERM));
        return program;
    }

    private static Instruction answer(int action) {
        return new Instruction(RETURN, 0, 0, action);
    }

    /** AUDIT_ARCH_X86_64, _AARCH64 and _RISCV64 (linux/audit.h). */
    private static int architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> 0xC000003E;
            case "aarch64" -> 0xC00000B7;
            case "riscv64" -> 0xC00000F3;
            default -> throw new UnsupportedOperationException("no filter is known for " + System.getProperty("os.arch"));
        };
    }
}
