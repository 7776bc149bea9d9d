package nut.upsmon.watch;

/** Where the news of a MONITOR line come from, with nothing left to look up or to read from other files. */
public sealed interface Place permits Upsd, StateDirectory {
}
