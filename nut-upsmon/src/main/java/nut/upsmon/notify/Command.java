package nut.upsmon.notify;

import java.util.List;
import nut.common.conf.NotifyType;
import nut.common.posix.Spawn;

/**
 * What tells people of an event.
 *
 * @param what    NOTIFYCMD or wall, for the log
 * @param type    NOTIFYTYPE of its environment
 * @param ups     UPSNAME of its environment
 * @param line    for the shell, where $1 is the message
 * @param message no shell looks into it
 */
record Command(String what, NotifyType type, String ups, String line, String message) {

    Spawn spawn() {
        return Spawn.of(List.of("/bin/sh", "-c", line, "upsmon", message)).environment("NOTIFYTYPE", type.name())
            .environment("UPSNAME", ups);
    }

    @Override
    public String toString() {
        return what + " for " + type + " " + ups;
    }
}
