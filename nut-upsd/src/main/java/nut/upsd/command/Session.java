package nut.upsd.command;

import java.util.List;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What upsd knows of one client: who it says it is, the UPS it is logged into, and whether it wants its requests tracked. */
public final class Session implements Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Desk desk;
    private final Commands commands;
    private final Peer peer;
    private final long number;
    private String userName;
    private String password;
    private ServedUps loginUps;
    private boolean tracking;
    private boolean over;

    Session(Desk desk, Commands commands, Peer peer, long number) {
        this.desk = desk;
        this.commands = commands;
        this.peer = peer;
        this.number = number;
    }

    @Override
    public void request(List<String> words, Output out) {
        commands.answer(this, words, out);
    }

    @Override
    public void speak(Output out) {
        // It has no news to tell yet.
    }

    @Override
    public boolean waits() {
        return false;
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
