package nut.upsd.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nut.common.conf.CmdVarTab;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.driverlink.UpsTable;
import nut.upsd.net.Peer;
import nut.upsd.net.ProvokedLog;

/** What all sessions share: the UPSes, the users, the requests under way, and who is logged in. Owned by the event loop. */
public final class Desk {
    private final UpsTable upses;
    private final Access access;
    private final Tracking tracking;
    private final ProvokedLog provoked;
    private final Commands commands = new Commands(this);
    private final Descriptions descriptions = new Descriptions();
    private final Set<Session> loggedIn = new HashSet<>();
    private final DelayedAnswers delayed = new DelayedAnswers();
    private final Subscribers subscribers = new Subscribers();
    private long sessions;
    private long now;

    /**
     * A desk.
     *
     * @param upses    the UPSes that are served
     * @param access   who may do what
     * @param tracking the requests under way
     * @param provoked for lines that a client without a password can provoke
     */
    public Desk(UpsTable upses, Access access, Tracking tracking, ProvokedLog provoked) {
        this.upses = upses;
        this.access = access;
        this.tracking = tracking;
        this.provoked = provoked;
    }

    /** The time of the loop's pass. Gives the answers that are due. */
    public void now(long bootNanos) {
        now = bootNanos;
        delayed.pass(bootNanos);
    }

    /** A client has come. */
    public Session open(Peer peer) {
        return new Session(this, commands, peer, sessions++);
    }

    /** What the admin says of variables and commands, from now on. */
    public void describe(CmdVarTab byAdmin) {
        descriptions.overruledBy(byAdmin);
    }

    /** A UPS is served no longer: whoever is logged into it is sent away, as NUT does, and those who listen to it hear of it. */
    public void kick(ServedUps ups) {
        for (Session session : loggedInto(ups)) {
            session.kick();
        }
        subscribers.removed(ups);
    }

    /** Something about a UPS may have changed: those who listen to it are told. */
    public void look(ServedUps ups) {
        subscribers.look(ups);
    }

    Subscribers subscribers() {
        return subscribers;
    }

    UpsTable upses() {
        return upses;
    }

    Access access() {
        return access;
    }

    DelayedAnswers delayed() {
        return delayed;
    }

    long now() {
        return now;
    }

    Tracking tracking() {
        return tracking;
    }

    Descriptions descriptions() {
        return descriptions;
    }

    ProvokedLog provoked() {
        return provoked;
    }

    void loggedIn(Session session) {
        loggedIn.add(session);
        session.loginUps().login();
    }

    void loggedOut(Session session) {
        if (loggedIn.remove(session)) {
            session.loginUps().logout();
        }
    }

    /** Who is logged into a UPS, the newest connection first, as NUT lists them. */
    List<Session> loggedInto(ServedUps ups) {
        List<Session> found = new ArrayList<>();
        for (Session session : loggedIn) {
            if (session.loginUps() == ups) {
                found.add(session);
            }
        }
        found.sort(Comparator.comparingLong(Session::number).reversed());
        return found;
    }

    /** The UPS that a client asks for; if there is none, null and an answer that says so. */
    ServedUps known(String asked, Output out) {
        ServedUps ups = upses.find(asked);
        if (ups == null) {
            ErrorWord.UNKNOWN_UPS.to(out);
        }
        return ups;
    }

    /** The UPS that a client asks for, if its data may be served; otherwise null and an answer that says why. */
    ServedUps available(String asked, Output out) {
        ServedUps ups = known(asked, out);
        if (ups == null) {
            return null;
        }
        switch (ups.availability()) {
            case AVAILABLE -> {
                return ups;
            }
            case STALE -> ErrorWord.DATA_STALE.to(out);
            default -> ErrorWord.DRIVER_NOT_CONNECTED.to(out);
        }
        return null;
    }
}
