package nut.common.posix;

import nut.common.ThreadEnd;

/**
 * The first call to C, which takes a start some twenty milliseconds, made ready by a thread of its own: a program begins it before all
 * else, and does meanwhile what calls no C. Whoever calls C too early waits for it. That thread does nothing else and ends; who is about
 * to change what the kernel keeps for each thread waits for that too.
 */
public final class FirstCall {
    private static final Thread LINKING = begun();

    private FirstCall() {
    }

    private static Thread begun() {
        Thread linking = new Thread(Libc::load, "first-call");
        linking.setDaemon(true);
        linking.start();
        return linking;
    }

    /** Begins it, if it has not begun, and loads what a filter of system calls needs meanwhile. */
    public static void begin() {
        Syscalls.load();
    }

    /** Waits until it is ready and its thread has ended. */
    public static void await() {
        ThreadEnd.await(LINKING);
    }
}
