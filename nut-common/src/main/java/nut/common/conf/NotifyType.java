package nut.common.conf;

/**
 * What upsmon tells people about. The names are NUT's words in NOTIFYMSG and NOTIFYFLAG, and what NOTIFYCMD finds in NOTIFYTYPE; each has
 * the message that stands when upsmon.conf has none. In a message {@code %s} is the UPS, and in that of ALARM and OTHER a second
 * {@code %s} is the value of ups.alarm or the status words. The ten oldest messages are NUT's, which log watchers search for.
 */
public enum NotifyType {
    /** The UPS is on line again. */
    ONLINE("UPS %s on line power"),
    /** The UPS is on battery. */
    ONBATT("UPS %s on battery"),
    /** The battery is low. */
    LOWBATT("UPS %s battery is low"),
    /** The primary has set the forced shutdown. */
    FSD("UPS %s: forced shutdown in progress"),
    /** Communication with the UPS is there again. */
    COMMOK("Communications with UPS %s established"),
    /** Communication with the UPS is lost. */
    COMMBAD("Communications with UPS %s lost"),
    /** This machine shuts down. */
    SHUTDOWN("Auto logout and shutdown proceeding"),
    /** The primary waits for the secondaries. */
    SHUTDOWN_HOSTSYNC("This machine shuts down as soon as the secondaries have logged out or their time is over"),
    /** The battery must be replaced. */
    REPLBATT("UPS %s battery needs to be replaced"),
    /** The UPS has not been heard for long. */
    NOCOMM("UPS %s is unavailable"),
    /** upsmon's parent is gone. */
    NOPARENT("upsmon parent process died - shutdown impossible"),
    /** A runtime calibration runs. */
    CAL("UPS %s calibrates its battery"),
    /** The calibration is over. */
    NOTCAL("UPS %s has ended its calibration"),
    /** The UPS is switched off or asleep. */
    OFF("UPS %s is switched off or asleep"),
    /** The UPS is no longer off. */
    NOTOFF("UPS %s is no longer switched off or asleep"),
    /** The UPS is on bypass. */
    BYPASS("UPS %s is on bypass: it feeds its load but does not protect it"),
    /** The UPS is no longer on bypass. */
    NOTBYPASS("UPS %s has left bypass"),
    /** The UPS saves energy, in whatever its vendor calls it. */
    ECO("UPS %s is in its economy mode"),
    /** The UPS no longer saves energy. */
    NOTECO("UPS %s has left its economy mode"),
    /** There are alarms. The second argument is ups.alarm. */
    ALARM("UPS %s has alarms: [%s]"),
    /** There are no alarms any more. */
    NOTALARM("UPS %s has no alarms any more"),
    /** The load is too large. */
    OVER("UPS %s has too much load"),
    /** The load fits again. */
    NOTOVER("UPS %s no longer has too much load"),
    /** The UPS lowers the voltage. */
    TRIM("UPS %s trims the voltage that comes in"),
    /** The UPS no longer lowers the voltage. */
    NOTTRIM("UPS %s no longer trims the voltage that comes in"),
    /** The UPS raises the voltage. */
    BOOST("UPS %s boosts the voltage that comes in"),
    /** The UPS no longer raises the voltage. */
    NOTBOOST("UPS %s no longer boosts the voltage that comes in"),
    /** There are status words that upsmon does not know. The second argument is these words. */
    OTHER("UPS %s has status words of its own: [%s]"),
    /** There are no such words any more. */
    NOTOTHER("UPS %s has no status words of its own any more"),
    /** The clock jumped. The argument is by how much. */
    SUSPEND_TIMEJUMP_UNEXPECTED("The clock has jumped by %s, as it does after a sleep"),
    /** The machine goes to sleep. */
    SUSPEND_STARTING("This machine goes to sleep"),
    /** The machine is awake again. */
    SUSPEND_FINISHED("This machine is awake again and takes no old news of its UPS for new");

    private final String defaultMessage;

    NotifyType(String defaultMessage) {
        this.defaultMessage = defaultMessage;
    }

    /** The message when NOTIFYMSG gives none. */
    public String defaultMessage() {
        return defaultMessage;
    }

    /** The type of that name, in any case, or null. */
    static NotifyType of(String name) {
        for (NotifyType type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return null;
    }
}
