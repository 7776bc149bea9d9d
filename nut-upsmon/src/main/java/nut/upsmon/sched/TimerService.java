package nut.upsmon.sched;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsschedConf;
import nut.common.daemon.Service;
import nut.common.posix.BootClock;
import nut.common.posix.PosixException;
import nut.upsmon.command.HeardCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timer daemon. One thread sleeps until a call comes or a timer runs out, and no longer than a second, for the machine may have slept;
 * it never waits for CMDSCRIPT. It ends when for a while there has been no timer.
 */
final class TimerService implements Service {
    /** Begins the line by which a call says whose its orders are: boot and session follow. */
    static final String LIFE = "LIFE";

    private static final Logger LOG = LoggerFactory.getLogger(TimerService.class);
    private static final long SECOND = 1_000_000_000L;
    /** As in NUT. */
    private static final long IDLE_NANOS = 15 * SECOND;
    private static final long PEER_NANOS = 5 * SECOND;
    private static final int MOST_PEERS = 64;
    private static final int MOST_TRIES = 30;
    private static final Duration FOR_ANOTHER_TO_END = Duration.ofSeconds(5);

    private final Path file;
    private final List<Peer> peers = new ArrayList<>();
    private final HeardCommands running = new HeardCommands();
    private UpsschedConf conf;
    private volatile CommandScript script;
    private LockFile lock;
    private TimerFile saved;
    private TimerTable table;
    private Selector selector;
    private Listener listener;
    private Thread loop;
    private long busy;
    private volatile boolean stopping;
    private Consumer<Throwable> failed = reason -> { };
    private Runnable done = () -> { };

    /** For the timers of a configuration file. */
    TimerService(Path file) {
        this.file = file;
    }

    @Override
    public void onFailure(Consumer<Throwable> ender) {
        failed = ender;
    }

    @Override
    public void onDone(Runnable ender) {
        done = ender;
    }

    @Override
    public void start() throws IOException {
        conf = read();
        script = new CommandScript(conf.cmdScript().orElseThrow());
        lock = LockFile.serving(conf.lockFn().orElseThrow(), FOR_ANOTHER_TO_END);
        saved = TimerFile.adopted(pipe(), Life.current());
        table = new TimerTable(saved.load());
        selector = Selector.open();
        listener = Listener.open(pipe(), selector);
        LOG.info("Timer daemon started, {} timers run", table.all().size());
        busy = BootClock.nanos();
        loop = new Thread(this::attend, "timers");
        loop.setDaemon(true);
        loop.start();
    }

    private UpsschedConf read() {
        UpsschedConf read = UpsschedConf.read(file, Complaints.to(LOG));
        if (read.cmdScript().isEmpty() || read.pipeFn().isEmpty() || read.lockFn().isEmpty()) {
            throw new AdminFault(file + " lacks CMDSCRIPT, PIPEFN or LOCKFN; write all three above the AT lines");
        }
        return read;
    }

    private Path pipe() {
        return conf.pipeFn().orElseThrow();
    }

    private void attend() {
        try {
            while (!stopping) {
                long now = BootClock.nanos();
                if (fire(now) || !table.isEmpty() || !peers.isEmpty()) {
                    busy = now;
                } else if (now - busy >= IDLE_NANOS) {
                    LOG.info("Timer queue empty, exiting");
                    break;
                }
                if (!listener.isThere()) {
                    LOG.warn("PIPEFN {} was removed; it is made anew", pipe());
                    listener.close();
                    listener = Listener.open(pipe(), selector);
                }
                selector.select(untilNext(now));
                for (SelectionKey key : selector.selectedKeys()) {
                    attend(key);
                }
                selector.selectedKeys().clear();
                sendAwayTheLate();
            }
            close();
            done.run();
        } catch (IOException | RuntimeException fault) {
            failed.accept(fault);
        }
    }

    private long untilNext(long now) {
        long left = table.next().orElse(now + SECOND) - now;
        return Math.clamp((left + 999_999) / 1_000_000, 1, 1000);
    }

    /** Starts CMDSCRIPT for what has run out. What cannot be started is tried again, each second. */
    private boolean fire(long now) {
        List<Timer> due = table.due(now);
        for (Timer timer : due) {
            LOG.info("Event: {}", timer.name());
            try {
                script.startFor(timer, running);
                table.remove(timer);
            } catch (PosixException | OutOfMemoryError notNow) {
                LOG.error("CMDSCRIPT {} cannot be started: {}", timer.name(), notNow.getMessage());
                if (timer.tries() < MOST_TRIES) {
                    table.replace(timer, timer.triedAgainAt(now + SECOND));
                } else {
                    table.remove(timer);
                }
            }
        }
        if (!due.isEmpty()) {
            save();
        }
        return !due.isEmpty();
    }

    private void save() {
        try {
            saved.save(table.all());
        } catch (IOException full) {
            LOG.error("{} cannot be written, so timers would not survive a restart of this daemon: {}", saved, full.toString());
        }
    }

    private void attend(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            letIn();
            return;
        }
        Peer peer = (Peer) key.attachment();
        try {
            if (key.isReadable() ? peer.read(this::answer) : peer.write()) {
                key.interestOps(SelectionKey.OP_READ | (peer.hasMore() ? SelectionKey.OP_WRITE : 0));
                return;
            }
        } catch (IOException gone) {
            LOG.debug("a call has gone: {}", gone.toString());
        }
        peers.remove(peer);
        peer.close();
    }

    private void letIn() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return;
        }
        if (peers.size() >= MOST_PEERS) {
            peers.removeFirst().close();
        }
        Peer peer = new Peer(channel, BootClock.nanos() + PEER_NANOS);
        peers.add(peer);
        channel.register(selector, SelectionKey.OP_READ, peer);
    }

    private void sendAwayTheLate() throws IOException {
        long now = BootClock.nanos();
        for (Peer peer : List.copyOf(peers)) {
            if (peer.isLate(now)) {
                peers.remove(peer);
                peer.close();
            }
        }
    }

    private String answer(List<String> words) {
        if (words.equals(List.of(TimerList.REQUEST))) {
            return TimerList.of(table.all(), BootClock.nanos(), System.currentTimeMillis()) + "OK\n";
        }
        if (words.size() == 3 && words.getFirst().equals(LIFE)) {
            saved.belongTo(new Life(words.get(1), words.get(2)));
            return "OK\n";
        }
        TimerOrder order = TimerOrder.parse(words).orElse(null);
        if (order == null) {
            LOG.warn("Unknown command on socket: {}", words.isEmpty() ? "" : words.getFirst());
            return "ERR UNKNOWN\n";
        }
        try {
            table.apply(order, BootClock.nanos())
                .ifPresent(command -> runInstead(command, order.cause()));
            save();
            return "OK\n";
        } catch (TooManyTimers full) {
            LOG.error("{}", full.getMessage());
            return "ERR " + full.getMessage() + "\n";
        }
    }

    private void runInstead(String command, Event cause) {
        LOG.info("Event: {}, for there was no timer to cancel", command);
        try {
            script.startFor(new Timer(command, 0, List.of(cause), 0), running);
        } catch (PosixException failure) {
            LOG.error("CMDSCRIPT {} cannot be started: {}", command, failure.getMessage());
        }
    }

    /** CMDSCRIPT may change; where the timers are may not. */
    @Override
    public void reload() {
        script = new CommandScript(read().cmdScript().orElseThrow());
    }

    @Override
    public void stop() {
        stopping = true;
        selector.wakeup();
        try {
            loop.join();
        } catch (InterruptedException atOnce) {
            Thread.currentThread().interrupt();
        }
        if (!table.isEmpty()) {
            LOG.warn("{} timers have not run out; the next call of upssched goes on with them", table.all().size());
        }
    }

    private void close() throws IOException {
        running.goOnAlone();
        listener.close();
        for (Peer peer : peers) {
            peer.close();
        }
        selector.close();
        lock.close();
    }
}
