package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** The chain from the serial byte to SHUTDOWNCMD, running. Closing it stops everything and unmounts what was mounted. */
public final class Chain implements AutoCloseable {
    private static final int START_SECONDS = 30;
    /** upsmon's parent calls a thread so when watcher and notifier are up. */
    private static final String READY_FOR_ORDERS = "orders";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Layout layout;
    private final Commands daemons;
    private final Commands monitor;
    private final Deque<AutoCloseable> undo = new ArrayDeque<>();
    private final UpsLog upsLog;
    private final Map<String, Duration> starts = new LinkedHashMap<>();
    private Process simulator;
    private Process upsmon;
    private NutConnection probe;

    private Chain(Layout layout, Map<String, String> environment) {
        this.layout = layout;
        Map<String, String> outside = new HashMap<>(environment);
        outside.putAll(Map.of("NUT_CONFPATH", layout.conf().toString(), "NUT_STATEPATH", layout.state().toString(),
            "NUT_PIDPATH", layout.run().toString()));
        this.daemons = new Commands(layout.tree(), layout.work(), layout.jailed() ? environment : outside);
        this.monitor = new Commands(layout.tree(), layout.work(), outside);
        this.upsLog = new UpsLog(layout.upsLog());
    }

    /** Starts everything in the order an init script does, and returns when upsd serves the UPS and upsmon has logged in. */
    public static Chain start(Layout layout) throws IOException, InterruptedException {
        return start(layout, Map.of());
    }

    /** As {@link #start(Layout)}, with more variables in the environment of all programs. */
    public static Chain start(Layout layout, Map<String, String> environment) throws IOException, InterruptedException {
        Chain chain = new Chain(layout, environment);
        try {
            new Configuration(layout).write();
            chain.startSimulator();
            if (layout.jailed()) {
                chain.makeJail();
            }
            chain.startDriver();
            chain.startUpsd();
            chain.startUpsmon();
            return chain;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            chain.close();
            throw failed;
        }
    }

    private void startSimulator() throws IOException {
        List<String> options = new ArrayList<>(List.of("--link", layout.work().resolve("ttyS1").toString(), "--control",
            layout.control().toString(), "--log", layout.upsLog().toString(), "--speed", String.valueOf(layout.speed()), "--pace",
            layout.pace()));
        if (layout.jailed()) {
            options.addAll(List.of("--owner", Layout.DRIVER_USER, "--mode", "600"));
        }
        simulator = monitor.start("bin/upssim", options.toArray(new String[0]));
        undo.push(() -> stop(simulator));
        Await.until("the simulated UPS makes its device", START_SECONDS,
            () -> Files.exists(layout.work().resolve("ttyS1")) && Files.exists(layout.control()));
    }

    private void makeJail() throws IOException, InterruptedException {
        monitor.run("sbin/mkjail", "--tree", layout.tree().toString(), "--config", layout.conf().toString(), "--ids",
            "nutdev=64001,nutsrv=64002,nut=64000", layout.jail().toString());
        Path device = layout.jail().resolve("dev/ttyS1");
        Files.createFile(device);
        String source = layout.work().resolve("ttyS1").toRealPath().toString();
        monitor.run(List.of("mount", "--bind", source, device.toString()));
        undo.push(() -> monitor.run(List.of("umount", "--lazy", device.toString())));
    }

    private String[] as(String user, String... rest) {
        List<String> line = new ArrayList<>();
        if (layout.jailed()) {
            line.addAll(List.of("-r", layout.jail().toString(), "-u", user));
        }
        line.addAll(List.of(rest));
        return line.toArray(new String[0]);
    }

    private void startDriver() throws IOException, InterruptedException {
        undo.push(() -> daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "stop")));
        timed("upsdrvctl start, until newapc serves", () -> daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "start")));
    }

    private void startUpsd() throws IOException, InterruptedException {
        undo.push(() -> daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop")));
        timed("upsd, until it serves", () -> daemons.run("sbin/upsd", as(Layout.SERVER_USER)));
        Await.until("upsd serves the UPS", START_SECONDS, () -> servedStatus().startsWith("OL"));
    }

    private void startUpsmon() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        timed("upsmon, until it has logged in", () -> {
            upsmon = monitor.start("sbin/upsmon", "-FF");
            undo.push(() -> stop(upsmon));
            Await.until("upsmon logs in", START_SECONDS, () -> logins() == 1);
        });
        Await.until("all of upsmon is up", START_SECONDS, () -> Processes.hasThread(upsmon.pid(), READY_FOR_ORDERS));
        starts.put("upsmon, until its three processes are up, too", Duration.ofNanos(System.nanoTime() - begin));
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void timed(String what, Step step) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        step.run();
        starts.put(what, Duration.ofNanos(System.nanoTime() - begin));
    }

    /**
     * Stops everything and starts it again, the three commands at the same time, as an init system does.
     *
     * @return how long it took until upsd serves the UPS and upsmon has logged in
     */
    public Duration startTogether() throws IOException, InterruptedException {
        stop(upsmon);
        daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop"));
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "stop"));
        long begin = System.nanoTime();
        List<Process> commands = List.of(daemons.start("bin/upsdrvctl", as(Layout.DRIVER_USER, "start")),
            daemons.start("sbin/upsd", as(Layout.SERVER_USER)));
        upsmon = monitor.start("sbin/upsmon", "-FF");
        Await.until("upsmon logs in", START_SECONDS, () -> commands.stream().noneMatch(Process::isAlive)
            && servedStatus().startsWith("OL") && logins() == 1);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Starts upsd once more in the jail, by chroot(8) and its launcher in there, and stops it.
     *
     * @return how long it took from the exec of chroot(8) until upsd answered
     */
    public Duration startUpsdInside() throws IOException, InterruptedException {
        daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop"));
        long begin = System.nanoTime();
        Process upsd = daemons.start(List.of("chroot", "--userspec=" + Layout.SERVER_USER, layout.jail().toString(),
            "/usr/local/ups/sbin/upsd", "-F"));
        try {
            Await.until("upsd in the jail answers", START_SECONDS, () -> asked(server -> server.ask("VER")) != null);
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            stop(upsd);
            daemons.run("sbin/upsd", as(Layout.SERVER_USER));
        }
    }

    /**
     * Starts upsd once more.
     *
     * @return how long its process, from its exec in the jail on, took until its command was told that it serves
     */
    public Duration upsdSinceItsExec() throws IOException, InterruptedException {
        daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop"));
        daemons.run("sbin/upsd", as(Layout.SERVER_USER));
        return ProcessAge.of(layout.state().resolve("upsd.pid"));
    }

    /** The same of the driver. */
    public Duration driverSinceItsExec() throws IOException, InterruptedException {
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "stop"));
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "start"));
        return ProcessAge.of(layout.state().resolve("newapc-" + Layout.UPS + ".pid"));
    }

    /** How long each start of a daemon took, in the order of the starts. */
    public Map<String, Duration> starts() {
        return Collections.unmodifiableMap(starts);
    }

    /** Says something to the simulated UPS: {@code mains off}, {@code battery low} and so on. */
    public void tell(String command) throws IOException {
        ControlLine.say(layout.control(), command);
    }

    /** Runs a program of the tree to its end, as an admin outside the jail does; it must end well. Returns what it said. */
    public String run(String program, String... arguments) throws IOException, InterruptedException {
        return monitor.run(program, arguments);
    }

    /** ups.status as upsd serves it. */
    public String servedStatus() throws IOException, ErrorAnswer {
        return asked(upsd -> upsd.variable(Layout.UPS, "ups.status"));
    }

    /** How many monitors have logged in to upsd. */
    public int logins() throws IOException, ErrorAnswer {
        String answer = asked(upsd -> upsd.ask("GET", "NUMLOGINS", Layout.UPS));
        return Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
    }

    /** ups.status as it stands in the driver's region. */
    public String publishedStatus() throws IOException {
        return RegionPeek.status(layout.state().resolve(Layout.UPS + ".region"));
    }

    /** What the simulated UPS wrote of itself. */
    public UpsLog upsLog() {
        return upsLog;
    }

    /** The UPS as a client names it. */
    public String address() {
        return Layout.UPS + "@localhost:" + layout.port();
    }

    /** Where everything is. */
    public Layout layout() {
        return layout;
    }

    /** What the late stage of a machine's shutdown does: stops the daemons, asks upsmon whether to cut, and has the driver say so. */
    public void lateShutdown() throws IOException, InterruptedException {
        daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop"));
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "stop"));
        monitor.run("sbin/upsmon", "-K");
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "shutdown"));
    }

    /** Stops the driver and starts it again, as an admin does, and returns when upsd serves the UPS on line. */
    public void restartDriver() throws IOException, InterruptedException {
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "stop"));
        daemons.run("bin/upsdrvctl", as(Layout.DRIVER_USER, "start"));
        Await.until("upsd serves the UPS of the new driver", START_SECONDS, () -> servedStatus().startsWith("OL"));
    }

    /** Stops upsd and starts it again, and returns when upsmon has logged in again. */
    public void restartUpsd() throws IOException, InterruptedException {
        daemons.run("sbin/upsd", as(Layout.SERVER_USER, "-c", "stop"));
        daemons.run("sbin/upsd", as(Layout.SERVER_USER));
        Await.until("upsmon logs in to the new upsd", START_SECONDS, () -> servedStatus().startsWith("OL") && logins() == 1);
    }

    /** The process that the shell would see. */
    public Process upsmon() {
        return upsmon;
    }

    private interface Question {
        String ask(NutConnection upsd) throws IOException, ErrorAnswer;
    }

    /** A connection that has failed once, as on a machine that is too busy to answer in time, is not asked again. */
    private String asked(Question question) throws IOException, ErrorAnswer {
        if (probe == null) {
            probe = NutConnection.open("127.0.0.1", layout.port(), TIMEOUT);
        }
        try {
            return question.ask(probe);
        } catch (IOException failed) {
            probe.close();
            probe = null;
            throw failed;
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        if (probe != null) {
            probe.close();
        }
        while (!undo.isEmpty()) {
            try {
                undo.pop().close();
            } catch (Exception alreadyGone) {
                // A link that has ended by itself cannot be stopped; the next must be all the same.
                continue;
            }
        }
    }
}
