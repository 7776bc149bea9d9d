package nut.common.daemon;

import java.util.List;

/**
 * A program that another of the suite may start in the background without a starter of its own, which is a JVM less: the other one does the
 * starter's part in its own process. Found by ServiceLoader, so that no program imports another.
 */
public interface Startable {
    /** Whether it goes by this name. */
    boolean isNamed(String program);

    /**
     * Confines this process, for ever, as the program is to be, unless nothing is to be confined.
     *
     * @param program   its name
     * @param arguments its command line
     * @return the command for a {@link Starter}, which was made before
     * @throws nut.common.AdminFault when that cannot be done or the command line does not fit; this process must then start nothing else
     */
    List<String> confine(String program, List<String> arguments);
}
