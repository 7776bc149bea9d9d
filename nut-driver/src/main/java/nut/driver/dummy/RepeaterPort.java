package nut.driver.dummy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import nut.common.conf.AuthConf.Account;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import nut.driver.line.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to another upsd as a port. Connecting is left to a thread of its own, because the look-up of a name has no time limit;
 * after that every exchange has one of {@link #PATIENCE}.
 */
final class RepeaterPort implements Port {
    private static final Logger LOG = LoggerFactory.getLogger(RepeaterPort.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final RepeaterSettings settings;
    private final UpsAddress address;
    private final Optional<Account> account;
    private final BooleanSupplier ending;
    private FutureTask<NutConnection> connecting;
    private NutConnection connection;
    private boolean opened;

    /** Something to ask the other upsd. */
    @FunctionalInterface
    interface Question<T> {
        /** Asks it. */
        T ask(NutConnection connection) throws IOException, ErrorAnswer;
    }

    RepeaterPort(RepeaterSettings settings, Optional<Account> account, BooleanSupplier ending) {
        this.settings = settings;
        this.address = settings.address();
        this.account = account;
        this.ending = ending;
    }

    @Override
    public void open() throws LineLost {
        if (connecting == null) {
            connecting = new FutureTask<>(() -> NutConnection.open(address.host(), address.port(), PATIENCE));
            Thread.ofPlatform().daemon().name("connecting").start(connecting);
        }
        try {
            connection = awaitConnection();
            if (account.isPresent()) {
                introduce(account.get());
            }
            opened = true;
        } catch (LineLost failed) {
            close();
            throw opened ? failed : settings.absent(failed);
        }
    }

    private void introduce(Account us) throws LineLost {
        try {
            connection.authenticate(us.user(), us.password());
        } catch (IOException | ErrorAnswer refused) {
            throw new LineLost("the user " + us.user() + " is refused (" + refused.getMessage() + ")");
        }
        try {
            ask(upsd -> upsd.ask("SET", "TRACKING", "ON"));
        } catch (ErrorAnswer old) {
            LOG.debug("{} keeps no track of orders: {}", address, old.getMessage());
        }
    }

    /** What takes longer than we have patience goes on, and the next try waits for the same. */
    private NutConnection awaitConnection() throws LineLost {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ending.getAsBoolean() && System.nanoTime() - deadline < 0) {
            try {
                NutConnection made = connecting.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                connecting = null;
                return made;
            } catch (TimeoutException notYet) {
                continue;
            } catch (ExecutionException failed) {
                connecting = null;
                throw new LineLost(reason(failed.getCause()));
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new LineLost("no connection within " + PATIENCE.toSeconds() + " s");
    }

    /**
     * Asks the other upsd something.
     *
     * @throws ErrorAnswer if it answers ERR
     * @throws LineLost    if the connection is over
     */
    <T> T ask(Question<T> question) throws LineLost, ErrorAnswer {
        if (connection == null) {
            throw new LineLost("there is no connection");
        }
        try {
            return question.ask(connection);
        } catch (IOException over) {
            throw new LineLost(reason(over));
        }
    }

    /** As {@link #ask}, where ERR means that the UPS does not answer. */
    <T> T demand(Question<T> question) throws IOException {
        try {
            return ask(question);
        } catch (ErrorAnswer refused) {
            throw new NoAnswer("its upsd says " + refused.getMessage());
        }
    }

    private static String reason(Throwable failed) {
        return switch (failed) {
            case UnknownHostException nobody -> "no such host";
            case SocketTimeoutException late -> "no answer within " + PATIENCE.toSeconds() + " s";
            default -> String.valueOf(failed.getMessage());
        };
    }

    @Override
    public boolean isOpen() {
        return connection != null;
    }

    /** The other upsd says nothing without being asked. */
    @Override
    public boolean hasNews() {
        return false;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
