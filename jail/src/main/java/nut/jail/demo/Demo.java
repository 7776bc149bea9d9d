package nut.jail.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nut.common.posix.BootClock;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.ChainFault;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import nut.jail.chain.Processes;

/** Plays a power failure from the first byte to the return of the power, and says when each link of the chain did its part. */
public final class Demo {
    /** A UPS that is much faster than the machine would run empty before the machine has seen anything. */
    private static final int SPEED = Math.max(1, 20 / Await.TIMES);
    private static final int PATIENCE_SECONDS = 20;
    private static final int WARM_UPS = 20;
    private static final double MILLI = 1e6;
    private static final String LINE = "%10.1f   %-9s %s%n";

    private final Chain chain;
    private final Layout layout;
    private long origin;

    private Demo(Chain chain) {
        this.chain = chain;
        this.layout = chain.layout();
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean jailed = Credentials.isRoot();
        System.out.println("A Smart-UPS 700 (simulated, on a tty) loses its mains. Battery and delays run " + SPEED + " times as fast.");
        System.out.println(jailed ? "Root runs this: driver and upsd live in a chroot jail, and each process has its own user."
            : "You are not root: there is no chroot, and every process is yours.");
        Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]), jailed, FreePort.find(), SPEED);
        int status = 0;
        try (Chain chain = Chain.start(layout)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(chain)));
            new Demo(chain).play();
        } catch (ChainFault fault) {
            System.out.println("NOT SEEN: " + fault.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private void play() throws IOException, InterruptedException {
        warmUp();
        System.out.printf("%n%10s   %-9s %s%n", "ms", "who", "what");
        power();
        Processes.print(layout);
        powerOff();
        if (Files.readAllLines(layout.shutDown()).size() != 1) {
            throw new ChainFault("SHUTDOWNCMD ran more than once");
        }
        System.out.println("\nEvery step was seen; SHUTDOWNCMD ran once.");
    }

    /** Does once what will be done again and again, so that no time of the demo's own is shown as the chain's. */
    private void warmUp() throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            Await.until("all is well", PATIENCE_SECONDS,
                () -> chain.publishedStatus().startsWith("OL") && chain.servedStatus().startsWith("OL"));
            chain.upsLog().first("EVENT never", 0);
            String.format(LINE, 0.0, "", "");
        }
    }

    private void power() throws IOException {
        long asked = BootClock.nanos();
        chain.tell("mains off");
        origin = ups("TX 21", asked);
        say(origin, "UPS", "mains lost; it sends '!' and runs on battery");
        seen("newapc", "has taken the '!': OB stands in the region", () -> chain.publishedStatus().contains("OB"));
        seen("upsd", "serves OB", () -> chain.servedStatus().contains("OB"));
        seen("upsmon", "has NOTIFYCMD run for ONBATT", () -> Files.readString(layout.notified()).contains("ONBATT"));
        long low = BootClock.nanos();
        chain.tell("battery low");
        say(ups("TX 25", low), "UPS", "battery low; it sends '%'");
        seen("newapc", "LB stands in the region", () -> chain.publishedStatus().contains("LB"));
        seen("upsd", "serves OB LB", () -> chain.servedStatus().contains("LB"));
        seen("upsmon", "sets FSD, the forced shutdown, on upsd", () -> chain.servedStatus().contains("FSD"));
        seen("upsmon", "has SHUTDOWNCMD run (here a script that only writes it down)", () -> Files.exists(layout.shutDown()));
    }

    /** What the halt scripts do when the machine is down, and the morning after. */
    private void powerOff() throws IOException, InterruptedException {
        long halted = BootClock.nanos();
        chain.lateShutdown();
        say(ups("RX 53", halted), "newapc -k", "tells the UPS to cut the power ('S')");
        say(ups("EVENT LOAD CUT", halted), "UPS", "cuts the power of its load");
        long back = BootClock.nanos();
        chain.tell("mains on");
        say(ups("EVENT MAINS BACK", back), "UPS", "mains back");
        say(ups("EVENT LOAD ON", back), "UPS", "load on again: the machine boots");
    }

    private long ups(String what, long after) {
        Await.until("the UPS logs " + what, PATIENCE_SECONDS, () -> chain.upsLog().first(what, after).isPresent());
        try {
            return chain.upsLog().first(what, after).orElseThrow();
        } catch (IOException unreadable) {
            throw new ChainFault("the UPS's log cannot be read: " + unreadable.getMessage());
        }
    }

    private void seen(String who, String what, Callable<Boolean> condition) {
        Await.until(who + " " + what, PATIENCE_SECONDS, condition);
        say(BootClock.nanos(), who, what);
    }

    private void say(long nanos, String who, String what) {
        System.out.printf(LINE, (nanos - origin) / MILLI, who, what);
    }

    private static void close(Chain chain) {
        try {
            chain.close();
        } catch (IOException failed) {
            System.err.println("demo: cannot clean up: " + failed.getMessage());
        }
    }
}
