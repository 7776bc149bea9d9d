package nut.common;

import java.lang.module.ModuleDescriptor;

/** The suite's version, as the build stamped it into the module: it stands in the pom and nowhere else. */
public final class Version {
    private Version() {
    }

    /** The version, like {@code 0.1.0}. */
    public static String number() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }

    /** What a program says to {@code -V}. It begins as NUT's line does. */
    public static String line(String program) {
        return "Network UPS Tools compatible " + program + " " + number();
    }
}
