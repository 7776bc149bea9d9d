package nut.driver.dummy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nut.common.protocol.ErrorAnswer;
import nut.common.state.Outcome;
import nut.driver.line.LineLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An order to another upsd. An upsd says OK when it has handed the order to its driver; what the driver made of it is asked for by the
 * number that TRACKING gives (net-protocol.txt). An upsd that keeps no track is believed its OK.
 */
final class RemoteOrder {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteOrder.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long BETWEEN_QUESTIONS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String NUMBER = "OK TRACKING ";

    private final RepeaterPort port;
    private final List<String> words;

    /** An order that is not given yet. */
    RemoteOrder(RepeaterPort port, String... words) {
        this.port = port;
        this.words = List.of(words);
    }

    /** Gives it, and waits some seconds at most until it is known how it ended. */
    Outcome give() throws LineLost {
        try {
            String answer = port.ask(upsd -> upsd.ask(words.toArray(new String[0])));
            return answer.startsWith(NUMBER) ? outcome(answer.substring(NUMBER.length())) : Outcome.HANDLED;
        } catch (ErrorAnswer refused) {
            LOG.warn("{} is refused: {}", words, refused.getMessage());
            return outcomeOf(refused.code());
        } catch (IllegalArgumentException cannotBeSent) {
            LOG.warn("{} cannot be sent: {}", words, cannotBeSent.getMessage());
            return Outcome.INVALID;
        }
    }

    private Outcome outcome(String number) throws LineLost, ErrorAnswer {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (port.ask(upsd -> upsd.ask("GET", "TRACKING", number)).startsWith("PENDING")) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                LOG.warn("{}: nobody says how it ended", words);
                return Outcome.FAILED;
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
        }
        return Outcome.HANDLED;
    }

    /** What the code of an ERR means; UNKNOWN and INVALID-ARGUMENT may come from that upsd's driver. */
    private static Outcome outcomeOf(String code) {
        return switch (code) {
            case "VAR-NOT-SUPPORTED", "CMD-NOT-SUPPORTED", "UNKNOWN" -> Outcome.UNKNOWN;
            case "INVALID-VALUE", "TOO-LONG", "READONLY", "INVALID-ARGUMENT" -> Outcome.INVALID;
            default -> Outcome.FAILED;
        };
    }
}
