package nut.common.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.protocol.UpsAddress;

/**
 * upsmon.conf: whom to watch, and what to do when the power goes. See upsmon.conf(5).
 *
 * @param monitors       the UPSes, in the order of the file; there may be none
 * @param minSupplies    how many supplies must be fed; 1
 * @param shutdownCmd    the shell's line that shuts down; "" if the file has none
 * @param notifyCmd      the shell's line that takes notifications
 * @param notifyMessages the message of every type
 * @param notifyFlags    what to do with every type
 * @param pollFreq       5 s
 * @param pollFreqAlert  when a UPS is on battery; 5 s
 * @param hostSync       how long a primary waits for its secondaries, and they for it; 15 s
 * @param deadTime       how long a UPS may be missing until it counts as dead; 15 s
 * @param finalDelay     between the last warning and SHUTDOWNCMD; 5 s
 * @param rbWarnTime     between two REPLBATT; 12 h
 * @param noCommWarnTime between two NOCOMM; 300 s
 * @param powerDownFlag  the file that tells the last shutdown script to cut the power
 * @param runAsUser      as whom the unprivileged parts run
 * @param network        how to talk to the upsds
 * @param debugMin       the least debug level
 * @param critical       which states other than a low battery make a UPS critical, and when
 * @param shutdownExit   how long after the shutdown byte upsmon goes on; 0 until a command has ended well, empty for as long as it can
 * @param pollFailLogMax each how manieth failure of a kind is logged: 0 the first only, below 0 each; -1
 * @param lastResort     what follows a SHUTDOWNCMD that does not do its work
 * @param regions        how to read drivers' regions
 */
public record UpsmonConf(List<Monitor> monitors, int minSupplies, String shutdownCmd, Optional<String> notifyCmd,
    Map<NotifyType, String> notifyMessages, Map<NotifyType, Set<NotifyFlag>> notifyFlags, Duration pollFreq, Duration pollFreqAlert,
    Duration hostSync, Duration deadTime, Duration finalDelay, Duration rbWarnTime, Duration noCommWarnTime,
    Optional<Path> powerDownFlag, Optional<String> runAsUser, UpsmonNetwork network, int debugMin, CriticalStates critical,
    Optional<Duration> shutdownExit, int pollFailLogMax, LastResort lastResort, Regions regions) {

    /**
     * What makes a UPS critical besides a forced shutdown and a low battery.
     *
     * @param oblb  OBLBDURATION: how long OB LB must last before it counts; 0
     * @param off   OFFDURATION: how long OFF must last before it counts; 30 s, empty if it never counts
     * @param over  OVERDURATION: how old an overload must be for the UPS to be critical when it cannot be asked; empty for never
     * @param alarm ALARMCRITICAL: whether a UPS that was lost during an alarm is critical; yes
     */
    public record CriticalStates(Duration oblb, Optional<Duration> off, Optional<Duration> over, boolean alarm) {
        /** What counts when the file says nothing. */
        public static final CriticalStates DEFAULTS =
            new CriticalStates(Duration.ZERO, Optional.of(Duration.ofSeconds(30)), Optional.empty(), true);
    }

    /**
     * One UPS to watch.
     *
     * @param position   of the MONITOR line
     * @param ups        where it is served
     * @param powerValue how many supplies of this machine it feeds; 0 if none
     * @param user       the name for upsd
     * @param password   the password for upsd
     * @param primary    whether this machine is its primary, else a secondary
     */
    public record Monitor(Position position, UpsAddress ups, int powerValue, String user, String password, boolean primary) {
        /** What stands in place of a host when no upsd is asked. */
        private static final String REGION = "region";

        /** Whether the driver's region is read, and no upsd is asked: {@code UPS@region}, in small letters and without a port. */
        public boolean isRegion() {
            return ups.written().equals(ups.ups() + "@" + REGION);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return ups + " (" + (primary ? "primary" : "secondary") + ", power value " + powerValue + ", user " + user + ")";
        }
    }

    /**
     * What follows a SHUTDOWNCMD that fails or hangs: directives of our own.
     *
     * @param patience  SHUTDOWNPATIENCE, after which a command that still runs counts as hanging; 60 s, and 0 waits for ever
     * @param fallbacks SHUTDOWNFALLBACK, the shell's lines in their order; empty if the file does not say, an empty list for none
     */
    public record LastResort(Duration patience, Optional<List<String>> fallbacks) {
        /** What the file says. */
        public LastResort {
            fallbacks = fallbacks.map(List::copyOf);
        }
    }

    /**
     * How to read the regions of drivers: directives of our own.
     *
     * @param statePath STATEPATH, the state directory; empty for the one of all programs
     * @param maxAge    MAXAGE, how long after the last good exchange with the UPS the data are fresh; 15 s, as in upsd.conf
     */
    public record Regions(Optional<Path> statePath, Duration maxAge) {
    }

    /** A file's content. */
    public UpsmonConf {
        monitors = List.copyOf(monitors);
        notifyMessages = Collections.unmodifiableMap(new EnumMap<>(notifyMessages));
        notifyFlags = Collections.unmodifiableMap(new EnumMap<>(notifyFlags));
    }

    /**
     * Reads the file.
     *
     * @throws nut.common.AdminFault if it cannot be read, or has a MONITOR line without a user, which NUT refuses as well
     */
    public static UpsmonConf read(Path file, Complaints complaints) {
        return new UpsmonConfReader(complaints, file).read(ConfigurationFile.secretStatements(file, complaints));
    }
}
