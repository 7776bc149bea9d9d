package nut.common.daemon;

import java.util.List;
import java.util.concurrent.Callable;
import nut.common.AdminFault;
import nut.common.log.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a daemon's program does instead of becoming a daemon: one job in the foreground, confined as the daemon would be, and an exit
 * status.
 */
public final class Errand {
    private Errand() {
    }

    /**
     * Runs a job.
     *
     * @param program   the name for logs and messages
     * @param mainClass what starts this program, for starting it again in the jail
     * @param arguments the command line as it came
     * @param job       returns the exit status
     * @return the exit status
     */
    public static int run(String program, String mainClass, List<String> arguments, DaemonOptions options, Callable<Integer> job) {
        Logging.foreground(program, options.debug());
        Logger log = LoggerFactory.getLogger(program);
        try {
            if (options.confines() && !Confinement.isDone()) {
                Confinement.exec(Confinement.enter(options, mainClass, arguments));
            }
            return job.call();
        } catch (AdminFault fault) {
            System.err.println(program + ": " + fault.getMessage());
            return 1;
        } catch (Exception | Error fault) {
            log.error("{} ends through a fault of its own", program, fault);
            return 1;
        }
    }
}
