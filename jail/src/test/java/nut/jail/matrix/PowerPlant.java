package nut.jail.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/**
 * UPSes that say what the test wants, their upsd, and on it the machines "primary", "first", "second" and "third", of which the third has a
 * cable of its own that can be frozen and cut.
 */
final class PowerPlant implements AutoCloseable {
    /** The installed tree. */
    static final Path TREE = Path.of(System.getProperty("nut.tree"));
    /** The machines that are no primary. */
    static final List<String> SECONDARIES = List.of("first", "second", "third");
    private static final String PRIMARY = "primary";
    private static final int SECONDS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000L;

    private final Setting setting;
    private final UpsServer server;
    private final Relay cable;
    private final Map<String, Machine> machines = new LinkedHashMap<>();

    private PowerPlant(Path folder, Setting setting) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.setting = setting;
        this.server = new UpsServer(TREE, Files.createDirectory(folder.resolve("server")), setting);
        this.cable = new Relay(server.port());
        machines.put(PRIMARY, new Machine(PRIMARY, TREE, folder.resolve(PRIMARY), setting.debians().contains(PRIMARY)));
        for (String name : SECONDARIES) {
            machines.put(name, new Machine(name, TREE, folder.resolve(name), setting.debians().contains(name)));
        }
    }

    /** Starts it all, and returns when every machine has logged in to each UPS that it watches. */
    static PowerPlant start(Path folder, Setting setting) throws IOException {
        PowerPlant plant = new PowerPlant(folder, setting);
        try {
            for (String ups : setting.upses()) {
                plant.power(ups, "OL");
                plant.server.startDriver(ups);
            }
            plant.server.startUpsd();
            for (String ups : setting.upses()) {
                plant.see("upsd serves " + ups, () -> plant.status(ups).startsWith("OL"));
            }
            plant.watch(setting.watched());
            for (Machine machine : plant.machines.values()) {
                machine.start();
            }
            for (String ups : setting.watched()) {
                plant.see("all are logged in to " + ups, () -> plant.logins(ups) == plant.machines.size());
            }
            return plant;
        } catch (IOException | RuntimeException | AssertionError failed) {
            plant.close();
            throw failed;
        }
    }

    /** Writes the configurations of all machines: they are to watch these UPSes. */
    void watch(List<String> upses) throws IOException {
        for (Machine machine : machines.values()) {
            boolean primary = machine.name().equals(PRIMARY);
            int port = machine.name().equals("third") ? cable.port() : server.port();
            List<String> lines = new ArrayList<>(List.of("FINALDELAY 0",
                "HOSTSYNC " + (primary ? Setting.PRIMARYS_HOSTSYNC : Setting.HOSTSYNC)));
            lines.addAll(setting.lines());
            for (String ups : upses) {
                lines.add(UpsServer.monitorLine(ups, port, primary));
            }
            machine.configure(lines);
        }
    }

    /** What a UPS says from now on. */
    void power(String ups, String status) throws IOException {
        server.say(ups, status);
    }

    /** What is between upsd and the third machine. */
    Relay cable() {
        return cable;
    }

    /** The driver's and upsd's side. */
    UpsServer server() {
        return server;
    }

    /** One of the machines. */
    Machine machine(String name) {
        return machines.get(name);
    }

    /** ups.status as upsd serves it. */
    String status(String ups) throws IOException, ErrorAnswer {
        try (NutConnection probe = NutConnection.open("127.0.0.1", server.port(), TIMEOUT)) {
            return probe.variable(ups, "ups.status");
        }
    }

    /** How many are logged in to a UPS. */
    int logins(String ups) throws IOException, ErrorAnswer {
        try (NutConnection probe = NutConnection.open("127.0.0.1", server.port(), TIMEOUT)) {
            return probe.logins(ups);
        }
    }

    /** Says the same to upsmon of every machine, as {@code upsmon -c} does. */
    void everyoneIsTold(String command) throws IOException, InterruptedException {
        for (Machine machine : machines.values()) {
            machine.tell(command);
        }
    }

    /** The mains fail, and everyone hears of it. */
    void mainsFail(String ups) throws IOException {
        power(ups, "OB");
        everyoneHears("ONBATT");
    }

    /** The mains are back, and everyone hears of it. */
    void mainsAreBack(String ups) throws IOException {
        power(ups, "OL");
        everyoneHears("ONLINE");
    }

    /** Waits until NOTIFYCMD of every machine was told so. */
    void everyoneHears(String type) {
        everyoneHears(type, 1);
    }

    /** Waits until NOTIFYCMD of every machine was told so, so many times. */
    void everyoneHears(String type, int times) {
        for (String name : machines.keySet()) {
            hears(name, type, times);
        }
    }

    /** Waits until NOTIFYCMD of one machine was told so, so many times. */
    void hears(String name, String type, int times) {
        see(name + " hears " + type + " " + times + " times", () -> machine(name).heard(type) >= times);
    }

    /** None has shut down so far. */
    void everyoneIsUp() {
        for (String name : machines.keySet()) {
            isUp(name);
        }
    }

    /** One has not shut down so far. */
    void isUp(String name) {
        assertTrue(machine(name).isUp() && machine(name).shutdowns().isEmpty(), () -> name + " should be up" + this);
    }

    /** Waits until all have shut down, each once, and the primary last. Debian's log out before their SHUTDOWNCMD, so not they. */
    void everyoneGoesDown() {
        goesDown(SECONDARIES.toArray(new String[0]));
        goesDown(PRIMARY);
        for (String name : SECONDARIES) {
            assertTrue(setting.debians().contains(name) || wentDown(name).isBefore(wentDown(PRIMARY)),
                () -> name + " goes down before the primary" + this);
        }
    }

    /** Waits until these have shut down and upsmon has ended, so that there will be no second time; there must have been one. */
    void goesDown(String... names) {
        for (String name : names) {
            see("upsmon of " + name + " ends", () -> !machine(name).isUp());
            assertEquals(1, machine(name).shutdowns().size(), () -> "SHUTDOWNCMD of " + name + " runs once" + this);
        }
    }

    /** When a machine has shut down. */
    Instant wentDown(String name) {
        return machine(name).shutdowns().getFirst();
    }

    /** Waits until it holds, with much patience. */
    void see(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new AssertionError("waited " + SECONDS + " s in vain: " + what + " (" + last + ")" + this);
    }

    @Override
    public String toString() {
        return machines.values() + "\n" + server;
    }

    @Override
    public void close() throws IOException {
        machines.values().forEach(Machine::close);
        cable.close();
        server.close();
    }
}
