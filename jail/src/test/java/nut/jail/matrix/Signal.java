package nut.jail.matrix;

import java.io.IOException;

/** What makes a process hang, what wakes it, and what ends it at once. */
enum Signal {
    STOP, CONT, KILL;

    /** Sends it, and returns when it is sent. */
    void to(ProcessHandle process) throws IOException {
        new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).inheritIO().start().onExit().join();
    }
}
