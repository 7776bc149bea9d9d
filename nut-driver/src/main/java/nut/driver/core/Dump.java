package nut.driver.core;

import java.io.PrintStream;
import nut.common.Version;

/** {@code -d COUNT}: finds the UPS, polls it some times, and prints what a client would see, as upsc does. Nothing is published. */
public final class Dump {
    private Dump() {
    }

    /** Does it; an AdminFault when there is no UPS. */
    public static void run(DriverSettings settings, DriverKind kind, int polls, PrintStream out) throws InterruptedException {
        Attachment.unpublished(settings, kind).show(polls, Version.number())
            .variables().forEach(variable -> out.println(variable.name() + ": " + variable.value()));
    }
}
