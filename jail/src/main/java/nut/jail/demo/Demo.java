package nut.jail.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nut.common.posix.BootClock;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.ChainFault;
import nut.jail.chain.Layout;

/** Plays a power failure from the first byte to the return of the power, and says when each link of the chain did its part. */
public final class Demo {
    private static final int SPEED = 20;
    private static final int PATIENCE_SECONDS = 20;
    private static final double MILLI = 1e6;

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
        System.out.println(jailed ? "As root: driver and upsd in a chroot jail, each process as a user of its own."
            : "Not as root: no chroot, and every process as this user.");
        Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]), jailed, freePort(), SPEED);
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
        System.out.printf("%n%10s  %s%n", "ms", "what");
        long asked = BootClock.nanos();
        chain.tell("mains off");
        origin = ups("TX 21", asked);
        say(origin, "UPS: mains lost, it sends '!'");
        seen("driver: OB in the region", () -> chain.publishedStatus().contains("OB"));
        seen("upsd: serves OB", () -> chain.servedStatus().contains("OB"));
        seen("upsmon: NOTIFYCMD ran for ONBATT", () -> Files.readString(layout.notified()).contains("ONBATT"));
        long low = BootClock.nanos();
        chain.tell("battery low");
        say(ups("TX 25", low), "UPS: battery low, it sends '%'");
        seen("upsd: serves OB LB", () -> chain.servedStatus().contains("LB"));
        seen("upsmon: FSD set on upsd", () -> chain.servedStatus().contains("FSD"));
        seen("upsmon: SHUTDOWNCMD ran", () -> Files.exists(layout.shutDown()));
        Processes.print(layout);
        chain.lateShutdown();
        say(ups("RX 53", low), "driver -k: UPS told to cut the power ('S')");
        say(ups("EVENT LOAD CUT", low), "UPS: load cut");
        long back = BootClock.nanos();
        chain.tell("mains on");
        say(ups("EVENT MAINS BACK", back), "UPS: mains back");
        say(ups("EVENT LOAD ON", back), "UPS: load on again");
        if (Files.readAllLines(layout.shutDown()).size() != 1) {
            throw new ChainFault("SHUTDOWNCMD ran more than once");
        }
        System.out.println("\nEvery step was seen; SHUTDOWNCMD ran once.");
    }

    private long ups(String what, long after) {
        Await.until("the UPS logs " + what, PATIENCE_SECONDS, () -> chain.upsLog().first(what, after).isPresent());
        try {
            return chain.upsLog().first(what, after).orElseThrow();
        } catch (IOException unreadable) {
            throw new ChainFault("the UPS's log cannot be read: " + unreadable.getMessage());
        }
    }

    private void seen(String what, Callable<Boolean> condition) {
        Await.until(what, PATIENCE_SECONDS, condition);
        say(BootClock.nanos(), what);
    }

    private void say(long nanos, String what) {
        System.out.printf("%10.1f  %s%n", (nanos - origin) / MILLI, what);
    }

    private static void close(Chain chain) {
        try {
            chain.close();
        } catch (IOException failed) {
            System.err.println("demo: cannot clean up: " + failed.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
