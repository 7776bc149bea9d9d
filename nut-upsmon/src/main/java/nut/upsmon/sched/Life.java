package nut.upsmon.sched;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Between which ends no event is missed: from a start of the machine and of upsmon to the next. upsmon is known by its session, which it
 * has for itself in the background and as a service (setsid(2)), and which a reload does not change.
 *
 * @param boot    /proc/sys/kernel/random/boot_id; empty if it cannot be read
 * @param session the session's number and when its leader started (proc_pid_stat(5)); empty if it cannot be read
 */
record Life(String boot, String session) {
    private static final Path PROC = Path.of("/proc");
    /** Counted from the field after the program's name. */
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /** That of the calling upsmon. */
    static Life current() {
        String boot = "";
        String session = "";
        try {
            boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            String number = field("self", SESSION);
            session = number + "/";
            session += field(number, STARTED);
        } catch (IOException hiddenOrLeaderGone) {
            return new Life(boot, session);
        }
        return new Life(boot, session);
    }

    private static String field(String process, int number) throws IOException {
        String stat = Files.readString(PROC.resolve(process).resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number];
    }

    /** Whether it can be told from others. */
    boolean isKnown() {
        return !boot.isEmpty() && !session.isEmpty();
    }
}
