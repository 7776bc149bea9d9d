package nut.common.posix;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers of system calls (asm/unistd.h of each architecture), for filters and for calls that the C library has no function for. What is
 * not in the table, no filter lets through.
 */
final class Syscalls {
    /** Newer calls than this are unknown here: a filter answers as an older kernel would, so that the caller falls back. */
    static final int NEWEST = 462;

    /** {@code name:amd64:generic}, a dash where there is only the call's successor. The generic numbers are aarch64's and riscv64's. */
    private static final String TABLE = """
        accept:43:202 accept4:288:242 access:21:- arch_prctl:158:- bind:49:200 brk:12:214 capset:126:91 chdir:80:49 chmod:90:-
        chroot:161:51 clock_getres:229:114 clock_gettime:228:113 clock_nanosleep:230:115 clone:56:220 clone3:435:435 close:3:57
        close_range:436:436 connect:42:203 creat:85:- dup:32:23 dup2:33:- dup3:292:24 epoll_create:213:- epoll_create1:291:20
        epoll_ctl:233:21 epoll_pwait:281:22 epoll_pwait2:441:441 epoll_wait:232:- eventfd:284:- eventfd2:290:19 execve:59:221
        execveat:322:281 exit:60:93 exit_group:231:94 faccessat:269:48 faccessat2:439:439 fadvise64:221:223 fallocate:285:47
        fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 fcntl:72:25 fdatasync:75:83 flock:73:32 fork:57:- fstat:5:80 fstatfs:138:44
        fsync:74:82 ftruncate:77:46 futex:202:98 futex_requeue:456:456 futex_wait:455:455 futex_waitv:449:449 futex_wake:454:454
        getcpu:309:168 getcwd:79:17 getdents:78:- getdents64:217:61 getegid:108:177 geteuid:107:175 getgid:104:176 getgroups:115:158
        getpeername:52:205 getpgid:121:155 getpgrp:111:- getpid:39:172 getppid:110:173 getrandom:318:278 getresgid:120:150
        getresuid:118:148 getrlimit:97:163 getrusage:98:165 getsid:124:156 getsockname:51:204 getsockopt:55:209 gettid:186:178
        gettimeofday:96:169 getuid:102:174 inotify_add_watch:254:27 inotify_init:253:- inotify_init1:294:26 inotify_rm_watch:255:28
        ioctl:16:29 keyctl:250:219 kill:62:129 landlock_add_rule:445:445 landlock_create_ruleset:444:444 landlock_restrict_self:446:446
        link:86:- linkat:265:37 listen:50:201 lseek:8:62 lstat:6:- madvise:28:233 membarrier:324:283 mincore:27:232 mkdir:83:-
        mkdirat:258:34 mknodat:259:33 mmap:9:222 mount:165:40 mprotect:10:226 mremap:25:216 mseal:462:462 msync:26:227 munmap:11:215
        nanosleep:35:101 newfstatat:262:79 open:2:- openat:257:56 openat2:437:437 pause:34:- pidfd_open:434:434 pipe:22:- pipe2:293:59
        poll:7:- ppoll:271:73 prctl:157:167 pread64:17:67 preadv:295:69 prlimit64:302:261 pselect6:270:72 ptrace:101:117 pwrite64:18:68
        pwritev:296:70 read:0:63 readlink:89:- readlinkat:267:78 readv:19:65 recvfrom:45:207 recvmmsg:299:243 recvmsg:47:212
        rename:82:- renameat:264:38 renameat2:316:276 restart_syscall:219:128 rmdir:84:- rseq:334:293 rt_sigaction:13:134
        rt_sigpending:127:136 rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigsuspend:130:133 rt_sigtimedwait:128:137
        sched_get_priority_max:146:125 sched_get_priority_min:147:126 sched_getaffinity:204:123 sched_getparam:143:121
        sched_getscheduler:145:120 sched_yield:24:124 seccomp:317:277 select:23:- sendmmsg:307:269 sendmsg:46:211 sendto:44:206
        set_robust_list:273:99 set_tid_address:218:96 setgid:106:144 setsockopt:54:208 setuid:105:146 shutdown:48:210
        sigaltstack:131:132 socket:41:198 socketpair:53:199 stat:4:- statfs:137:43 statx:332:291 sysinfo:99:179 tgkill:234:131
        time:201:- times:100:153 truncate:76:45 umask:95:166 uname:63:160 unlink:87:- unlinkat:263:35 unshare:272:97 utimensat:280:88
        vfork:58:- write:1:64 writev:20:66
        """;
    private static final Map<String, Integer> NUMBERS = numbers(System.getProperty("os.arch"));

    private Syscalls() {
    }

    /** The number of a call on this machine. */
    static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number == null) {
            throw new UnsupportedOperationException("no number is known for the system call " + name + " on "
                + System.getProperty("os.arch") + "; add it to " + Syscalls.class.getName());
        }
        return number;
    }

    /** Whether this machine has a call. */
    static boolean has(String name) {
        return NUMBERS.containsKey(name);
    }

    /** Empty for an architecture that the table does not know. */
    static Map<String, Integer> numbers(String architecture) {
        int column = switch (architecture) {
            case "amd64", "x86_64" -> 1;
            case "aarch64", "riscv64" -> 2;
            default -> 0;
        };
        Map<String, Integer> numbers = new HashMap<>();
        if (column == 0) {
            return numbers;
        }
        int begin = 0;
        for (int end = TABLE.indexOf('\n'); end >= 0; begin = end + 1, end = TABLE.indexOf('\n', begin)) {
            for (String entry : TABLE.substring(begin, end).split(" ")) {
                int first = entry.indexOf(':');
                int second = entry.lastIndexOf(':');
                String number = column == 1 ? entry.substring(first + 1, second) : entry.substring(second + 1);
                if (!number.equals("-")) {
                    numbers.put(entry.substring(0, first), Integer.parseInt(number));
                }
            }
        }
        return numbers;
    }
}
