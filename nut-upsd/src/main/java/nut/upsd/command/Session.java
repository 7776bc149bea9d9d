package nut.upsd.command;

import java.time.Duration;
import java.util.List;
import nut.upsd.access.PasswordChecks;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What upsd knows of one client: who it says it is, the UPS it is logged into, what it listens to, and whether it wants
 * its requests tracked.
 */
public final class Session implements Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Desk desk;
    private final Commands commands;
    private final Peer peer;
    private final long number;
    private String userName;
    private String password;
    private ServedUps loginUps;
    private Subscriptions subscriptions;
    private boolean tracking;
    private boolean over;
    private Access.Proof proof;
    private PasswordChecks.Check check;
    private DelayedAnswers.Due refusal;
    private List<String> request;
    private boolean refused;

    Session(Desk desk, Commands commands, Peer peer, long number) {
        this.desk = desk;
        this.commands = commands;
        this.peer = peer;
        this.number = number;
    }

    @Override
    public void request(List<String> words, Output out) {
        request = words;
        commands.answer(this, words, out);
        if (!waits()) {
            request = null;
        }
    }

    @Override
    public void speak(Output out) {
        if (request != null && !waits()) {
            request(request, out);
        }
        if (subscriptions != null) {
            subscriptions.tell(out);
        }
    }

    @Override
    public boolean waits() {
        return check != null || refusal != null;
    }

    @Override
    public boolean listens() {
        return subscriptions != null && !subscriptions.isEmpty();
    }

    @Override
    public void broken() {
        desk.provoked().notice("Parse error on sock: a request of {} holds an unescaped # in quotes", address());
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void closed() {
        if (check != null) {
            desk.access().cancel(check);
        }
        if (refusal != null) {
            desk.delayed().forget(refusal);
        }
        if (subscriptions != null) {
            subscriptions.end();
        }
        desk.loggedOut(this);
        LOG.debug("Disconnect from {}", address());
    }

    /** Counts up with the connections. */
    long number() {
        return number;
    }

    String address() {
        return peer.address();
    }

    /** The user's name, or null before USERNAME. */
    String userName() {
        return userName;
    }

    /** The password, or null before PASSWORD. */
    String password() {
        return password;
    }

    void userName(String name) {
        userName = name;
    }

    void password(String word) {
        password = word;
    }

    /** The UPS it is logged into, or null. */
    ServedUps loginUps() {
        return loginUps;
    }

    void login(ServedUps ups) {
        loginUps = ups;
        desk.loggedIn(this);
        LOG.info("User {}@{} logged into UPS [{}]", userName, address(), ups.name());
    }

    void logout() {
        if (loginUps != null) {
            LOG.info("User {}@{} logged out from UPS [{}]", userName, address(), loginUps.name());
        }
        over = true;
    }

    /** What is known of its hashed password, or null. */
    Access.Proof proof() {
        return proof;
    }

    /** Has its password looked at, and the request that is being answered answered afterwards. */
    void prove() {
        check = desk.access().check(this, found -> {
            check = null;
            proof = found;
            peer.askTurn();
        });
    }

    /** Refuses the request. Who has given a wrong password may have to wait for that; once, since a connection can give but one. */
    void refuse(Output out) {
        boolean guess = !refused && !desk.access().proves(this);
        refused |= guess;
        Duration delay = guess ? desk.access().failed(this, desk.now()) : Duration.ZERO;
        if (delay.isZero()) {
            ErrorWord.ACCESS_DENIED.to(out);
            return;
        }
        desk.provoked().notice("many wrong passwords from {}: this one is refused after {} s", address(), delay.toSeconds());
        refusal = desk.delayed().hold(this, desk.now() + delay.toNanos());
    }

    /** Its refusal need wait no longer. */
    void due() {
        refusal = null;
        peer.askTurn();
    }

    /** What it listens to. */
    Subscriptions subscriptions() {
        if (subscriptions == null) {
            subscriptions = new Subscriptions(desk.subscribers(), peer::askTurn);
        }
        return subscriptions;
    }

    boolean tracking() {
        return tracking;
    }

    void tracking(boolean on) {
        tracking = on;
    }

    /** STARTTLS; words behind it are passed over. */
    void startTls(Output out) {
        switch (peer.startTls()) {
            case STARTS -> out.text("OK STARTTLS").end();
            case ALREADY -> ErrorWord.ALREADY_SSL_MODE.to(out);
            case NOT_CONFIGURED -> ErrorWord.FEATURE_NOT_CONFIGURED.to(out);
            default -> over = true;
        }
    }

    void kick() {
        LOG.info("Kicking client {} (was on UPS [{}])", address(), loginUps.name());
        over = true;
        peer.hangUp();
    }
}
