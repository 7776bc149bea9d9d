package nut.upsmon.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;

/** A machine with an upsmon, which has real decisions and a model of everything else; it holds the laws against what happens to it. */
final class ModelMachine {
    private static final long MILLI = 1_000_000;
    private static final long TICK = 1_000;
    private static final long TICK_WHEN_SHUTTING_DOWN = 250;
    private static final long SOON = 5;
    private static final long HALTING = 12_000;
    private static final long SLACK = 1_000;
    /** By when who was cut off has come back. */
    private static final long RECOVERY = 20_000;

    private final World world;
    private final int number;
    private final UpsmonConf conf;
    private final List<Link> links = new ArrayList<>();
    private Decisions decisions;
    private Witness witness;
    private int life;
    private int stops = 1;
    private int cuts;
    private boolean halted;
    private long upSince;
    private long lastCut = Long.MIN_VALUE / 2;
    private long lastDown = Long.MIN_VALUE / 2;
    private long stallEnd;
    private long begun = -1;
    private int shutDowns;
    private boolean alert;
    private boolean told;

    private static final class Link {
        private final int ups;
        private final boolean primary;
        private boolean connected;
        private int upsdLife;
        private boolean mustForce;
        private long heardSince = Long.MAX_VALUE;

        private Link(int ups, boolean primary) {
            this.ups = ups;
            this.primary = primary;
        }
    }

    ModelMachine(World world, int number, UpsmonConf conf) {
        this.world = world;
        this.number = number;
        this.conf = conf;
    }

    void start() {
        stops--;
        if (stops > 0 || halted || shutDowns > 0) {
            return;
        }
        life++;
        upSince = world.now();
        lastDown = world.now();
        begun = -1;
        alert = false;
        told = false;
        decisions = new Decisions(conf, world.now() * MILLI);
        witness = new Witness(conf);
        links.clear();
        int mine = life;
        for (Monitor monitor : conf.monitors()) {
            Link link = new Link(monitor.ups().ups().charAt(1) - '0', monitor.primary());
            int index = links.size();
            links.add(link);
            world.in(SOON + 37L * number, () -> pollForEver(mine, index));
        }
        world.in(TICK / 4 * (number + 1), () -> tickForEver(mine));
    }

    void stop() {
        stops++;
        lastDown = world.now();
        if (halted || shutDowns > 0) {
            return;
        }
        life++;
        for (Link link : links) {
            world.upsd(link.ups).logout(link.ups, number);
        }
    }

    void cut(boolean begins) {
        cuts += begins ? 1 : -1;
        lastCut = world.now();
    }

    void stall(long end) {
        long more = end - Math.max(stallEnd, world.now());
        if (more > 0) {
            stallEnd = end;
            world.in(end - world.now(), () -> witness.stalled(more));
        }
    }

    void admin() {
        if (isUp()) {
            witness.admin();
            act(decisions.forced(world.now() * MILLI));
        }
    }

    boolean isHalted() {
        return halted;
    }

    private boolean isUp() {
        return stops == 0 && !halted && decisions != null;
    }

    private void whenNotStalled(Runnable work) {
        long wait = stallEnd - world.now();
        if (wait > 0) {
            world.in(wait, work);
        } else {
            work.run();
        }
    }

    private void tickForEver(int ofLife) {
        whenNotStalled(() -> {
            if (ofLife == life && isUp()) {
                act(decisions.tick(world.now() * MILLI));
                world.in(decisions.isShuttingDown() ? TICK_WHEN_SHUTTING_DOWN : TICK, () -> tickForEver(ofLife));
            }
        });
    }

    private void pollForEver(int ofLife, int index) {
        whenNotStalled(() -> {
            if (ofLife == life && isUp()) {
                poll(index);
                world.in((alert ? conf.pollFreqAlert() : conf.pollFreq()).toMillis(), () -> pollForEver(ofLife, index));
            }
        });
    }

    private void pollSoon(int index) {
        int ofLife = life;
        world.in(SOON, () -> whenNotStalled(() -> {
            if (ofLife == life && isUp()) {
                poll(index);
            }
        }));
    }

    private boolean reaches(Link link) {
        boolean near = world.host(link.ups) == number;
        return world.upsd(link.ups).isUp() && (near || cuts == 0 && world.machines().get(world.host(link.ups)).cuts == 0);
    }

    private void poll(int index) {
        Link link = links.get(index);
        ModelUpsd upsd = world.upsd(link.ups);
        boolean broke = link.connected && link.upsdLife != upsd.life();
        if (!reaches(link) || broke) {
            link.connected = false;
            lost(index);
            return;
        }
        if (!link.connected) {
            link.connected = true;
            link.upsdLife = upsd.life();
            upsd.login(link.ups, number);
        }
        if (link.mustForce) {
            link.mustForce = false;
            upsd.force(link.ups);
        }
        if (!world.hasData(link.ups)) {
            lost(index);
            return;
        }
        Set<String> words = new TreeSet<>(world.words(link.ups));
        if (upsd.isForced(link.ups)) {
            words.add("FSD");
        }
        link.heardSince = Math.min(link.heardSince, world.now());
        witness.heard(index, words, world.now());
        act(decisions.heard(index, words, world.now() * MILLI));
    }

    private void lost(int index) {
        links.get(index).heardSince = Long.MAX_VALUE;
        witness.lost(index);
        act(decisions.lost(index, world.now() * MILLI));
    }

    private void askLogins(int index) {
        int ofLife = life;
        world.in(SOON, () -> whenNotStalled(() -> {
            Link link = links.get(index);
            if (ofLife != life || !isUp()) {
                return;
            }
            if (reaches(link) && link.connected && link.upsdLife == world.upsd(link.ups).life()) {
                act(decisions.logins(index, world.upsd(link.ups).logins(link.ups), world.now() * MILLI));
            } else {
                poll(index);
            }
        }));
    }

    private void act(List<Action> actions) {
        if (decisions.isShuttingDown() && begun < 0) {
            begun = world.now();
            law(witness.mayShutDown(world.now()), "it shuts down without a reason");
        }
        law(decisions.isShuttingDown() || begun < 0, "it takes the shutdown back");
        for (Action action : actions) {
            switch (action) {
                case Action.SetForcedShutdown force -> {
                    law(links.get(force.ups()).primary, "a secondary sets FSD");
                    links.get(force.ups()).mustForce = true;
                    pollSoon(force.ups());
                }
                case Action.GoOnWithout some -> law(world.now() - begun >= conf.hostSync().toMillis(), "nobody is left before HOSTSYNC");
                case Action.AskLogins ask -> askLogins(ask.ups());
                case Action.ShutDown shutDown -> shutDown();
                case Action.Leave leave -> law(false, "SHUTDOWNEXIT is 0");
                case Action.Notify notify -> told |= notify.type() == NotifyType.SHUTDOWN;
            }
        }
        if (decisions.isAlert() != alert) {
            alert = !alert;
            for (int i = 0; i < links.size(); i++) {
                pollSoon(i);
            }
        }
    }

    private void shutDown() {
        shutDowns++;
        law(shutDowns == 1, "it shuts down twice");
        law(told, "it shuts down without having said so");
        boolean primary = conf.monitors().stream().anyMatch(Monitor::primary);
        if (primary && world.now() - begun < conf.hostSync().toMillis()) {
            world.machines().forEach(this::wentFirst);
        }
        int ofLife = life;
        world.in(HALTING, () -> {
            if (ofLife == life) {
                halted = true;
                links.forEach(link -> world.upsd(link.ups).logout(link.ups, number));
                world.machines().get(number).switchOffServers();
            }
        });
    }

    private void switchOffServers() {
        for (Link link : links) {
            if (world.host(link.ups) == number) {
                world.upsd(link.ups).switchOff();
            }
        }
    }

    /** Whether another that hangs on a UPS of ours has ordered its shutdown, or cannot be expected to. */
    private void wentFirst(ModelMachine other) {
        for (Link link : other.links) {
            boolean ours = !link.primary && links.stream().anyMatch(mine -> mine.primary && mine.ups == link.ups);
            if (!ours || other == this || other.shutDowns > 0) {
                continue;
            }
            ModelUpsd upsd = world.upsd(link.ups);
            boolean counted = upsd.isLoggedIn(link.ups, other.number);
            long past = world.now() - RECOVERY;
            boolean justBack = !other.isUp() || other.lastDown > world.now() - SLACK;
            boolean twice = (lastDown > past || other.lastDown > past) && upsd.lastDown() > past;
            boolean cutOff = cuts > 0 || lastCut > past || other.cuts > 0 || other.lastCut > past || other.stallEnd > past;
            law(justBack || !counted && (twice || cutOff),
                "a primary goes before machine " + other.number + (counted ? ", which is logged in" : ""));
        }
    }

    /** What must hold at any time. */
    void look() {
        if (!isUp() || world.now() < stallEnd + SLACK) {
            return;
        }
        long now = world.now();
        if (begun < 0) {
            law(!witness.mustShutDown(now), "it does not shut down");
            return;
        }
        long most = conf.finalDelay().toMillis() + (links.stream().anyMatch(link -> link.primary) ? conf.hostSync().toMillis() : 0);
        law(shutDowns == 1 || now - begun <= most + SLACK + stallEnd, "it waits too long");
        for (Link link : links) {
            long settled = now - conf.pollFreq().toMillis() - SLACK;
            if (link.primary && reaches(link) && link.heardSince < settled && begun < settled && world.upsd(link.ups).isUpSince(settled)) {
                law(world.upsd(link.ups).isForced(link.ups), "upsd does not know of the forced shutdown");
            }
        }
    }

    /** After a minute in which nothing was broken, whoever is short of supplies in truth is down. */
    void atTheEnd() {
        if (!isUp() || upSince > world.now() - History.TAIL / 2) {
            return;
        }
        int fed = 0;
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            Set<String> words = world.words(link.ups);
            boolean empty = words.containsAll(Set.of("OB", "LB")) && !words.contains("CAL") || world.upsd(link.ups).isForced(link.ups);
            fed += empty && world.upsd(link.ups).isUp() ? 0 : conf.monitors().get(i).powerValue();
        }
        law(fed >= conf.minSupplies() || shutDowns == 1, "it is short of supplies and still runs");
    }

    private void law(boolean holds, String otherwise) {
        if (!holds) {
            world.isBroken(number, otherwise);
        }
    }
}
