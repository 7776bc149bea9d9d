package nut.common.confine;

import java.util.List;

/**
 * System calls that belong together. The lists come from what the programs were seen to call ({@code jail/syscalls}), and have what the
 * JVM and the C library do instead on another kernel, another architecture or a bad day. What is in no list starts programs, changes
 * identity, reaches other processes, or is of no use here: execve, fork, setuid, ptrace, mount, chroot, unshare, bpf, keyctl, io_uring,
 * mknod and some two hundred more.
 */
public enum CallGroup {
    /** The heap, compiled code, and files that are mapped. */
    MEMORY("brk mmap munmap mprotect mremap madvise msync mincore mseal"),
    /** Threads, and their waiting for each other; clone makes no process. */
    THREADS("clone exit exit_group futex futex_waitv futex_wake futex_wait futex_requeue gettid set_tid_address set_robust_list rseq"
        + " arch_prctl membarrier sched_yield sched_getaffinity getcpu sched_getparam sched_getscheduler sched_get_priority_max"
        + " sched_get_priority_min prctl"),
    /** Signals to itself, and how it reacts to them. */
    SIGNALS("kill tgkill rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait rt_sigsuspend rt_sigpending sigaltstack restart_syscall"
        + " pause"),
    /** Clocks, and sleep. */
    TIME("clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage"),
    /** Who and where it is; its own limits; more filters on top of its own. */
    SELF("getpid getppid getuid geteuid getgid getegid getgroups getresuid getresgid getpgrp getpgid getsid uname sysinfo getrandom"
        + " getrlimit prlimit64 umask seccomp"),
    /** What can be done with whatever is open: read, write, lock, wait. */
    DESCRIPTORS("read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range dup dup2 dup3 fcntl flock ioctl pipe pipe2"
        + " fsync fdatasync poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd"
        + " eventfd2 socketpair"),
    /** Opens files and looks at directories; open can make files too, where user and paths allow it. */
    OPENING("open openat openat2 stat lstat fstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat getdents"
        + " getdents64 getcwd chdir inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fadvise64"),
    /** Changes files and directories; a pid file appears by a link. */
    CHANGING("creat ftruncate truncate fallocate rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir chmod fchmod fchmodat"
        + " fchmodat2 utimensat link linkat"),
    /** Talks to others through sockets of the kinds that the policy names. */
    CONNECTING("socket connect shutdown getsockname getpeername getsockopt setsockopt sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg"),
    /** Waits for the end of another process; the calls by which such a descriptor serves for more are in no list. */
    ENDS("pidfd_open"),
    /** Lets others talk to it. */
    LISTENING("accept accept4"),
    /** Opens the ports at which they do: of no use any more when that is done. */
    BINDING("bind listen");

    private final List<String> calls;

    CallGroup(String calls) {
        this.calls = List.of(calls.split(" "));
    }

    /** The names of the calls. */
    public List<String> calls() {
        return calls;
    }
}
