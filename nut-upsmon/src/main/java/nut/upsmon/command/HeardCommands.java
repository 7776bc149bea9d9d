package nut.upsmon.command;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nut.common.posix.PosixException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands that run and are heard. Each is added and taken away by the thread that hears it. */
public final class HeardCommands {
    private static final Logger LOG = LoggerFactory.getLogger(HeardCommands.class);

    private final Set<HeardCommand> all = ConcurrentHashMap.newKeySet();

    /** One has started. */
    public void add(HeardCommand command) {
        all.add(command);
    }

    /** One is waited for no more. */
    public void remove(HeardCommand command) {
        all.remove(command);
    }

    /** This process ends: none of them is to wait for somebody who reads what it prints. */
    public void goOnAlone() {
        for (HeardCommand command : all) {
            try {
                command.goOnAlone();
            } catch (PosixException failed) {
                LOG.debug("a command that still runs: {}", failed.getMessage());
            }
        }
    }
}
