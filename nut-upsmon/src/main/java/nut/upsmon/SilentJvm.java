package nut.upsmon;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nut.common.log.Logging;
import nut.common.posix.HeldThread;
import nut.common.posix.PosixException;
import nut.common.posix.SleepingCleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes the parent's JVM as silent as its Java code, so that of all its threads one sleeps in read() and the others wait for that one,
 * none of them with a time limit. What wakes by itself in a JVM, and what is done about it:
 *
 * <pre>
 *  compilers                 -Xint: there is nothing to compile, and no thread for it
 *  G1's service thread       -XX:+UseSerialGC
 *  VM Periodic Task Thread   -XX:-UsePerfData; but each 5 s it looks after a pool of memory, which no option changes: it is held
 *  Monitor Deflation Thread  its three intervals are 0, and it ends; -PrintWarnings, as it would warn of that
 *  Service Thread            -XX:ServiceThreadCleanupInterval=0
 *  Native Heap Trimmer       -XX:TrimNativeHeapInterval=0
 *  the log's retry           -Dnut.log.silent: what waits for the log daemon goes with the next line
 *  Common-Cleaner            looks up each 60 s, which no option changes: it is given a clean-up that does not return
 * </pre>
 *
 * The heap has its final size from the start: a collection that makes it larger needs memory, and where there is none ends the process.
 * Its young generation is so small that the start has filled all of it several times: what is allocated later needs no new page, unless
 * it outlives collections.
 */
final class SilentJvm {
    /** The options for the parent's JVM. */
    static final List<String> OPTIONS = List.of("-Xms8m", "-Xmx8m", "-Xmn512k", "-Xint", "-XX:+UseSerialGC", "-XX:-UsePerfData",
        "-XX:-PrintWarnings", "-XX:+UnlockDiagnosticVMOptions", "-XX:AsyncDeflationInterval=0",
        "-XX:GuaranteedAsyncDeflationInterval=0", "-XX:GuaranteedSafepointInterval=0",
        "-XX:ServiceThreadCleanupInterval=0", "-XX:TrimNativeHeapInterval=0", "-D" + Logging.SILENT + "=true");

    private static final String PERIODIC = "VM Periodic Tas";
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Optional<HeldThread> periodic;

    private SilentJvm(Optional<HeldThread> periodic) {
        this.periodic = periodic;
    }

    /** From here on no thread wakes by itself. What cannot be silenced is logged. */
    static SilentJvm begin() {
        Logger log = log();
        Optional<HeldThread> periodic = Optional.empty();
        try {
            periodic = HeldThread.hold(PERIODIC, PATIENCE_NANOS);
        } catch (IOException hidden) {
            log.debug("/proc does not show threads: {}", hidden.toString());
        }
        if (periodic.isEmpty()) {
            log.warn("the JVM's thread '{}' cannot be held: this process wakes up each 5 s", PERIODIC);
        }
        if (!SleepingCleaner.begin()) {
            log.warn("the JVM's clean-up thread cannot be put to sleep: this process wakes up once a minute");
        }
        return new SilentJvm(periodic);
    }

    /** Not a constant: the options are asked for in processes that log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(SilentJvm.class);
    }

    /** Lets the JVM's threads go, which it needs for its own end. */
    void end() {
        try {
            if (periodic.isPresent()) {
                periodic.get().release();
            }
        } catch (PosixException gone) {
            log().debug("{}", gone.getMessage());
        }
    }
}
