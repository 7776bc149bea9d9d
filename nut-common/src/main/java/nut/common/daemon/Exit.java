package nut.common.daemon;

/**
 * The end of a program. System.exit would first look for a logger to tell of it, for which the JDK loads sixty classes and opens the
 * image: three milliseconds of each command and of each start, and memory in every process that has those classes in its archive.
 */
public final class Exit {
    private Exit() {
    }

    /** Ends this process with a status, without shutdown hooks. */
    public static void with(int status) {
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }
}
