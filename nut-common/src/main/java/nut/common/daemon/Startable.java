package nut.common.daemon;

import java.util.List;

/**
 * A program that another of the suite may start already confined, so that it needs no JVM of its own for that: the other one does that part
 * in its own process. Found by ServiceLoader, so that no program imports another.
 */
public interface Startable {
    /** Whether it goes by this name. */
    boolean isNamed(String program);

    /**
     * Confines this process, for ever, as the program is to be, unless nothing is to be confined.
     *
     * @param program   its name
     * @param arguments its command line
     * @param child     whether it goes on as another process than this one: by a {@link Starter} that was made before, else by exec
     * @return the command that starts it from here
     * @throws nut.common.AdminFault when that cannot be done or the command line does not fit; this process must then start nothing else
     */
    List<String> confine(String program, List<String> arguments, boolean child);
}
