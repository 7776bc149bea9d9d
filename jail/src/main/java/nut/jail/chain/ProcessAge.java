package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nut.common.daemon.PidFile;
import nut.common.posix.BootClock;

/** How old a process is, from /proc. */
final class ProcessAge {
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final long NANOS_A_TICK = 10_000_000;
    /** Of /proc/PID/stat, behind the name in brackets, which may hold blanks (proc(5), starttime). */
    private static final int START_FIELD = 19;

    private ProcessAge() {
    }

    /** The age of the process that holds a pid file, to a hundredth of a second. */
    static Duration of(Path pidFile) throws IOException {
        long now = BootClock.nanos();
        long pid = PidFile.holder(pidFile).orElseThrow(() -> new ChainFault("no process holds " + pidFile));
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofNanos(now - Long.parseLong(fields[START_FIELD]) * NANOS_A_TICK);
    }
}
