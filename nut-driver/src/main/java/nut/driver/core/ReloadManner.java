package nut.driver.core;

/** What becomes of settings that are new in ups.conf but need a new start of the driver. The names are those of NUT's commands. */
enum ReloadManner {
    /** {@code driver.reload}: they are named in the log, and that is all. */
    APPLY,
    /** {@code driver.reload-or-error}: the command fails as well. */
    OR_ERROR,
    /** {@code driver.reload-or-exit}: the driver ends, for whoever keeps it running to start it anew. */
    OR_EXIT
}
