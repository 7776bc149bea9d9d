package nut.common.posix;

import static java.util.Map.entry;

import java.util.Map;

/** Numbers of the system calls that the C library has no function for (asm/unistd.h of each architecture). */
final class Syscalls {
    private static final Map<String, Integer> AMD64 = Map.ofEntries(
        entry("futex", 202), entry("close_range", 436), entry("seccomp", 317), entry("execve", 59), entry("execveat", 322),
        entry("clone", 56), entry("clone3", 435),
        entry("fork", 57), entry("vfork", 58), entry("ptrace", 101), entry("process_vm_readv", 310), entry("process_vm_writev", 311),
        entry("process_madvise", 440), entry("kill", 62), entry("tkill", 200), entry("tgkill", 234), entry("rt_sigqueueinfo", 129),
        entry("rt_tgsigqueueinfo", 297), entry("pidfd_send_signal", 424), entry("pidfd_open", 434), entry("pidfd_getfd", 438),
        entry("mknod", 133), entry("mknodat", 259), entry("chroot", 161), entry("pivot_root", 155), entry("mount", 165),
        entry("umount2", 166), entry("unshare", 272), entry("setns", 308), entry("bpf", 321), entry("perf_event_open", 298),
        entry("add_key", 248), entry("request_key", 249), entry("keyctl", 250), entry("io_uring_setup", 425), entry("userfaultfd", 323),
        entry("open_by_handle_at", 304), entry("memfd_create", 319), entry("socket", 41));
    private static final Map<String, Integer> GENERIC = Map.ofEntries(
        entry("futex", 98), entry("close_range", 436), entry("seccomp", 277), entry("clone", 220), entry("clone3", 435),
        entry("execve", 221), entry("execveat", 281),
        entry("ptrace", 117), entry("process_vm_readv", 270), entry("process_vm_writev", 271), entry("process_madvise", 440),
        entry("kill", 129), entry("tkill", 130), entry("tgkill", 131), entry("rt_sigqueueinfo", 138), entry("rt_tgsigqueueinfo", 240),
        entry("pidfd_send_signal", 424), entry("pidfd_open", 434), entry("pidfd_getfd", 438), entry("mknodat", 33), entry("chroot", 51),
        entry("pivot_root", 41), entry("mount", 40), entry("umount2", 39), entry("unshare", 97), entry("setns", 268), entry("bpf", 280),
        entry("perf_event_open", 241), entry("add_key", 217), entry("request_key", 218), entry("keyctl", 219),
        entry("io_uring_setup", 425), entry("userfaultfd", 282), entry("open_by_handle_at", 265), entry("memfd_create", 279),
        entry("socket", 198));

    private Syscalls() {
    }

    /** The number of a call on this machine. */
    static long number(String name) {
        return table().get(name);
    }

    /** Whether this machine has a call: some have only its successor. */
    static boolean has(String name) {
        return table().containsKey(name);
    }

    private static Map<String, Integer> table() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64", "riscv64" -> GENERIC;
            default -> throw new UnsupportedOperationException(
                "no system call numbers are known for " + architecture + "; add them to " + Syscalls.class.getName());
        };
    }
}
