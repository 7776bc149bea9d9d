package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes from this process, all its threads, for ever, what a client that only reads never needs (seccomp(2), prctl(2)
 * PR_SET_NO_NEW_PRIVS): to run programs, to touch other processes, to make devices and mounts, to talk to local services through Unix
 * sockets; to make, change, lock or remove a file, and to take code from one. Each such call then fails with EPERM. Signals to its own
 * threads stay, which the JVM sends, and pidfd_open, whose descriptor then serves to wait for a process's end and for nothing else.
 */
public final class SystemCallFilter {
    private static final List<String> REFUSED = List.of("execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv",
        "process_vm_writev", "process_madvise", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal", "pidfd_getfd",
        "mknod", "mknodat", "chroot", "pivot_root", "mount", "umount2", "unshare", "setns", "bpf", "perf_event_open",
        "add_key", "request_key", "keyctl", "io_uring_setup", "userfaultfd", "open_by_handle_at", "memfd_create",
        "open_tree", "move_mount", "fsopen", "fspick", "mount_setattr");
    /** All that changes a directory or a file that is not open for writing. */
    private static final List<String> REFUSED_TO_READERS = List.of("creat", "flock", "truncate", "ftruncate", "fallocate", "fchdir",
        "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat",
        "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "utimensat", "futimesat",
        "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr");

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    private static final int SECCOMP_RET_ALLOW = 0x7fff0000;
    private static final int SECCOMP_RET_EPERM = 0x00050000 | 1;
    private static final int SECCOMP_RET_ENOSYS = 0x00050000 | 38;
    private static final int CLONE_THREAD = 0x00010000;
    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
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
    private static final int AF_UNIX = 1;
    /** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC and what is O_TMPFILE's own (asm-generic/fcntl.h). */
    private static final int FOR_WRITING = 0x1 | 0x2 | 0x40 | 0x200 | 0x400000;
    /** F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE: a lock that is held for reading keeps a driver from its own. */
    private static final int[] LOCKING = {6, 7, 37, 38, 1024};
    private static final int PROT_EXEC = 4;
    private static final int MAP_ANONYMOUS = 0x20;

    private static final CFunction PRCTL = Libc.function("prctl");
    private static final CFunction SYSCALL = Libc.function("syscall");

    /** One instruction, struct sock_filter: where it goes from there if its condition holds, and if not, as instructions to skip. */
    private record Instruction(int code, int ifSo, int ifNot, int operand) {
    }

    private SystemCallFilter() {
    }

    /**
     * Puts it in force.
     *
     * @throws PosixException when this kernel has no such filters; new privileges are then renounced for the calling thread all the same
     */
    public static void enter() throws PosixException {
        PRCTL.orFail("prctl(PR_SET_NO_NEW_PRIVS)", PR_SET_NO_NEW_PRIVS, 1);
        List<Instruction> program = program((int) ProcessHandle.current().pid());
        try (Arena arena = Arena.ofConfined()) {
            // struct sock_filter: short code, char jt, char jf, int k. struct sock_fprog: short len, struct sock_filter *filter.
            MemorySegment code = arena.allocate(8L * program.size(), 8);
            for (int i = 0; i < program.size(); i++) {
                Instruction one = program.get(i);
                code.set(JAVA_SHORT, 8L * i, (short) one.code());
                code.set(JAVA_BYTE, 8L * i + 2, (byte) one.ifSo());
                code.set(JAVA_BYTE, 8L * i + 3, (byte) one.ifNot());
                code.set(JAVA_INT, 8L * i + 4, one.operand());
            }
            MemorySegment header = arena.allocate(16, 8);
            header.set(JAVA_SHORT, 0, (short) program.size());
            header.set(ADDRESS, 8, code);
            int thread = SYSCALL.orFail("seccomp", Syscalls.number("seccomp"), SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC,
                header.address());
            if (thread != 0) {
                throw new PosixException("seccomp for thread " + thread, PosixException.EAGAIN);
            }
        }
    }

    private static List<Instruction> program(int pid) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, 0, ARCHITECTURE));
        program.add(new Instruction(JUMP_IF_EQUAL, 1, 0, architecture()));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
        program.add(new Instruction(LOAD, 0, 0, NUMBER));
        program.add(new Instruction(JUMP_IF_AT_LEAST, 0, 1, X32));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
        refuse(program, REFUSED);
        refuse(program, REFUSED_TO_READERS);
        // The C library then makes its threads with clone, whose flags can be looked at; a clone that is no thread is a fork.
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, (int) Syscalls.number("clone3")));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ENOSYS));
        // Its flags are in memory, too; who calls it goes on with openat.
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, (int) Syscalls.number("openat2")));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ENOSYS));
        onlyIf(program, "clone", JUMP_IF_SET, CLONE_THREAD, true);
        onlyWith(program, "kill", pid, true);
        onlyWith(program, "tgkill", pid, true);
        onlyWith(program, "socket", AF_UNIX, false);
        if (Syscalls.has("open")) {
            onlyUnless(program, "open", 1, JUMP_IF_SET, FOR_WRITING);
        }
        onlyUnless(program, "openat", 2, JUMP_IF_SET, FOR_WRITING);
        onlyUnless(program, "fcntl", 1, JUMP_IF_EQUAL, LOCKING);
        noCodeFromFiles(program);
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW));
        return program;
    }

    private static void refuse(List<Instruction> program, List<String> names) {
        for (String name : names) {
            if (Syscalls.has(name)) {
                program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, (int) Syscalls.number(name)));
                program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
            }
        }
    }

    /** A call that is refused if one of its arguments, counted from 0, meets the condition with any of these. */
    private static void onlyUnless(List<Instruction> program, String name, int argument, int condition, int... operands) {
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 2 * operands.length + 2, (int) Syscalls.number(name)));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + argument * ARGUMENT_SIZE));
        for (int operand : operands) {
            program.add(new Instruction(condition, 0, 1, operand));
            program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
        }
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW));
    }

    /**
     * Refuses to map a file as code, as the loader of libraries does: where others may put files into this process's root directory, a
     * library that is looked for there must not be found. The JVM's own code is in anonymous memory.
     */
    private static void noCodeFromFiles(List<Instruction> program) {
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 6, (int) Syscalls.number("mmap")));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + 2 * ARGUMENT_SIZE));
        program.add(new Instruction(JUMP_IF_SET, 0, 2, PROT_EXEC));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + 3 * ARGUMENT_SIZE));
        program.add(new Instruction(JUMP_IF_SET, 0, 1, MAP_ANONYMOUS));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
    }

    /** A call that is allowed if its first argument is some number, or if it is not. */
    private static void onlyWith(List<Instruction> program, String name, int argument, boolean equal) {
        onlyIf(program, name, JUMP_IF_EQUAL, argument, equal);
    }

    private static void onlyIf(List<Instruction> program, String name, int condition, int argument, boolean holds) {
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 4, (int) Syscalls.number(name)));
        program.add(new Instruction(LOAD, 0, 0, FIRST_ARGUMENT));
        program.add(new Instruction(condition, holds ? 0 : 1, holds ? 1 : 0, argument));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW));
        program.add(new Instruction(RETURN, 0, 0, SECCOMP_RET_EPERM));
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
