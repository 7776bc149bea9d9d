/** The monitor: parent, notifier and watcher; and upssched. */
module nut.upsmon {
    requires nut.common;

    exports nut.upsmon;
    exports nut.upsmon.sched;
}
