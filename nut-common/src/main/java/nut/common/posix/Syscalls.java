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
        entry("open_by_handle_at", 304), entry("memfd_create", 319), entry("socket", 41),
        entry("open", 2), entry("openat", 257), entry("openat2", 437), entry("creat", 85), entry("mmap", 9), entry("fcntl", 72),
        entry("flock", 73), entry("truncate", 76), entry("ftruncate", 77), entry("fallocate", 285), entry("fchdir", 81),
        entry("rename", 82), entry("renameat", 264), entry("renameat2", 316), entry("mkdir", 83), entry("mkdirat", 258),
        entry("rmdir", 84), entry("unlink", 87), entry("unlinkat", 263), entry("link", 86), entry("linkat", 265), entry("symlink", 88),
        entry("symlinkat", 266), entry("chmod", 90), entry("fchmod", 91), entry("fchmodat", 268), entry("fchmodat2", 452),
        entry("chown", 92), entry("fchown", 93), entry("lchown", 94), entry("fchownat", 260), entry("utime", 132), entry("utimes", 235),
        entry("utimensat", 280), entry("futimesat", 261), entry("setxattr", 188), entry("lsetxattr", 189), entry("fsetxattr", 190),
        entry("removexattr", 197), entry("lremovexattr", 198), entry("fremovexattr", 199), entry("open_tree", 428),
        entry("move_mount", 429), entry("fsopen", 430), entry("fspick", 433), entry("mount_setattr", 442));
    private static final Map<String, Integer> GENERIC = Map.ofEntries(
        entry("futex", 98), entry("close_range", 436), entry("seccomp", 277), entry("clone", 220), entry("clone3", 435),
        entry("execve", 221), entry("execveat", 281),
        entry("ptrace", 117), entry("process_vm_readv", 270), entry("process_vm_writev", 271), entry("process_madvise", 440),
        entry("kill", 129), entry("tkill", 130), entry("tgkill", 131), entry("rt_sigqueueinfo", 138), entry("rt_tgsigqueueinfo", 240),
        entry("pidfd_send_signal", 424), entry("pidfd_open", 434), entry("pidfd_getfd", 438), entry("mknodat", 33), entry("chroot", 51),
        entry("pivot_root", 41), entry("mount", 40), entry("umount2", 39), entry("unshare", 97), entry("setns", 268), entry("bpf", 280),
        entry("perf_event_open", 241), entry("add_key", 217), entry("request_key", 218), entry("keyctl", 219),
        entry("io_uring_setup", 425), entry("userfaultfd", 282), entry("open_by_handle_at", 265), entry("memfd_create", 279),
        entry("socket", 198),
        entry("openat", 56), entry("openat2", 437), entry("mmap", 222), entry("fcntl", 25), entry("flock", 32), entry("truncate", 45),
        entry("ftruncate", 46), entry("fallocate", 47), entry("fchdir", 50), entry("renameat", 38), entry("renameat2", 276),
        entry("mkdirat", 34), entry("unlinkat", 35), entry("linkat", 37), entry("symlinkat", 36), entry("fchmod", 52),
        entry("fchmodat", 53), entry("fchmodat2", 452), entry("fchown", 55), entry("fchownat", 54), entry("utimensat", 88),
        entry("setxattr", 5), entry("lsetxattr", 6), entry("fsetxattr", 7), entry("removexattr", 14), entry("lremovexattr", 15),
        entry("fremovexattr", 16), entry("open_tree", 428), entry("move_mount", 429), entry("fsopen", 430), entry("fspick", 433),
        entry("mount_setattr", 442));

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
