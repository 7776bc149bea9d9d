package nut.upsd.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nut.common.conf.UpsdUsers;
import nut.common.state.Outcome;
import nut.upsd.access.PasswordChecks;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.driverlink.UpsTable;
import nut.upsd.net.Peer;
import nut.upsd.net.ProvokedLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TrackingTest {
    private static final long SECOND = 1_000_000_000L;

    private final Tracking tracking = new Tracking(Duration.ofSeconds(60));
    private final ServedUps ups = new ServedUps("su700", "newapc", Optional.empty(), 0);
    private final ServedUps other = new ServedUps("other", "newapc", Optional.empty(), 0);
    private final Session session = session();

    @Test
    void anOutcomeIsReportedUnderTheIdOfItsRequestAndUps() {
        String first = tracking.begin(session, ups, 1);
        String second = tracking.begin(session, ups, 2);

        tracking.outcome(other, 1, Outcome.FAILED);
        tracking.outcome(ups, 2, Outcome.HANDLED);

        assertEquals("PENDING", tracking.status(first));
        assertEquals("SUCCESS", tracking.status(second.toLowerCase()));
    }

    @Test
    void anOutcomeIsForgottenAfterItsTime() {
        tracking.now(100 * SECOND);
        String id = tracking.begin(session, ups, 1);
        tracking.outcome(ups, 1, Outcome.HANDLED);

        tracking.now(160 * SECOND);
        String inTime = tracking.status(id);
        tracking.now(160 * SECOND + 1);

        assertEquals("SUCCESS", inTime);
        assertEquals("ERR UNKNOWN", tracking.status(id));
    }

    @Test
    void aFloodOfRequestsPushesTheOldestOut() {
        String first = tracking.begin(session, ups, 1);
        String last = "";
        for (int i = 2; i <= 4097; i++) {
            last = tracking.begin(session, ups, i);
        }

        tracking.outcome(ups, 1, Outcome.HANDLED);
        tracking.outcome(ups, 4097, Outcome.INVALID);

        assertEquals("ERR UNKNOWN", tracking.status(first));
        assertEquals("ERR INVALID-ARGUMENT", tracking.status(last));
    }

    @Test
    void aClientThatDidNotAskGetsNoId() {
        session.tracking(false);

        assertEquals("", tracking.begin(session, ups, 1));
    }

    private Session session() {
        Access access = new Access(new PasswordChecks(Runnable::run));
        access.users(new UpsdUsers(Map.of()));
        Desk desk = new Desk(new UpsTable(), access, tracking, new ProvokedLog(LoggerFactory.getLogger(TrackingTest.class)));
        Session opened = desk.open(new Peer() {
            @Override
            public String address() {
                return "127.0.0.1";
            }

            @Override
            public void askTurn() {
                throw new AssertionError("tracking has no news for the client");
            }

            @Override
            public void hangUp() {
                throw new AssertionError("nobody hangs up here");
            }
        });
        opened.tracking(true);
        return opened;
    }
}
