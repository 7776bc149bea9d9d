/** The monitor: parent, notifier and watcher. */
module nut.upsmon {
    requires nut.common;

    exports nut.upsmon;
    exports nut.upsmon.sched;
}
