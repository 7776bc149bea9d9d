package nut.jail.bench.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Runs one attack after the other on one upsd, prints what an honest client saw and what it cost, and says which goals were missed. The
 * column "sleep p99" says how late the client's own sleeps ended: on a machine that is busy with other things answers are late, too.
 */
public final class Attacks {
    /** Only attacks whose name has this in it. */
    private static final String ONLY = System.getProperty("attack.only", "");
    private static final long SECONDS = Long.getLong("attack.seconds", 4);
    private static final double GOAL_MILLIS = 100;
    private static final long GOAL_KILOBYTES = 128 * 1024;
    private static final long GOAL_LINES = 20;
    private static final int MANY = 500;
    private static final int MORE_THAN_FIT = 5000;
    private static final int BLOCK = 64 * 1024;
    private static final int ALL_ANSWERS = 1 << 20;
    /** The header of a record of 2048 bytes that begins with a ClientHello (RFC 8446, 5.1 and 4). */
    private static final byte[] HELLO = {22, 3, 1, 8, 0, 1, 0, 7, (byte) 0xFC, 3, 3};
    private static final int BEGIN_OF_A_HELLO = 500;

    private final Victim victim;
    private boolean missed;

    private Attacks(Victim victim) {
        this.victim = victim;
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Attacks attacks;
        try (Victim victim = new Victim(Path.of(args[0]), Path.of(args[1]))) {
            Runtime.getRuntime().addShutdownHook(new Thread(victim::close));
            attacks = new Attacks(victim);
            System.out.printf("%-44s %7s %7s %7s %7s %9s %9s %9s %9s %5s%n", "attack", "answers", "p50 ms", "p99 ms", "max ms",
                "sleep p99", "RSS kB", "peak kB", "after kB", "lines");
            for (Attack attack : victim.speaksTls() ? all() : withoutTls()) {
                if (attack.name().contains(ONLY)) {
                    attacks.run(attack);
                }
                if (!victim.lives()) {
                    System.out.println("upsd has ended");
                    break;
                }
            }
        }
        System.exit(attacks.missed ? 1 : 0);
    }

    private static List<Attack> all() {
        byte[] begun = bytes("STARTTLS\n");
        byte[] half = Arrays.copyOf(begun, begun.length + HELLO.length + BEGIN_OF_A_HELLO);
        System.arraycopy(HELLO, 0, half, begun.length, HELLO.length);
        List<Attack> all = new ArrayList<>(withoutTls());
        all.addAll(List.of(
            new Once("TLS: 3000 begin it and say no more", 3000, begun),
            new Once("TLS: 500 send half a ClientHello", MANY, half),
            new Storm("TLS: begin it, half a ClientHello, leave", half, 1),
            new Storm("TLS: begin it, nonsense, leave", bytes("STARTTLS\nGET VAR dummy ups.status\n"), 1),
            new Handshakes("TLS: 8 clients, handshakes for ever", 8)));
        return all;
    }

    private static List<Attack> withoutTls() {
        byte[] noise = new byte[BLOCK];
        new Random(1).nextBytes(noise);
        List<Attack> all = new ArrayList<>(List.of(
            new Once("nothing: one silent client, for comparison", 1, new byte[0]),
            new Once("idle: 3000 silent clients", 3000, new byte[0]),
            new Once("too many: 5000 clients, and no room for all", MORE_THAN_FIT, new byte[0]),
            new Once("half a request of 16 kB each: 3000 clients", 3000,
                ("x".repeat(500) + " ").repeat(32).getBytes(StandardCharsets.US_ASCII)),
            new Drip("slow writers: 500, one byte at a time", MANY, bytes("GET VAR dummy ups.status\n")),
            new Drip("slow readers: 500 of LIST VAR, byte by byte", MANY, bytes("LIST VAR dummy\n")),
            new Flood("deaf: 500 ask LIST VAR and never read", MANY, bytes("LIST VAR dummy\n".repeat(100)), 0),
            new Flood("deaf: 3000 ask LIST VAR and never read", 3000, bytes("LIST VAR dummy\n".repeat(100)), 0),
            new Flood("a line without end: 8 clients", 8, bytes("x".repeat(BLOCK)), BLOCK),
            new Flood("empty lines: 8 clients", 8, bytes("\n".repeat(BLOCK)), ALL_ANSWERS),
            new Flood("empty lines: 500 clients", MANY, bytes("\n".repeat(BLOCK)), ALL_ANSWERS),
            new Flood("zero bytes: 8 clients", 8, new byte[BLOCK], BLOCK),
            new Flood("noise: 8 clients", 8, noise, ALL_ANSWERS)));
        all.addAll(List.of(
            new Flood("broken lines: 8 clients", 8, bytes("\"#\n".repeat(BLOCK / 3)), BLOCK),
            new Flood("pipelined GET VAR: 16 clients", 16, bytes("GET VAR dummy ups.status\n".repeat(BLOCK / 25)), ALL_ANSWERS),
            new Flood("pipelined GET VAR: 500 clients", MANY, bytes("GET VAR dummy ups.status\n".repeat(BLOCK / 25)), ALL_ANSWERS),
            new Flood("pipelined LIST VAR: 16 clients", 16, bytes("LIST VAR dummy\n".repeat(BLOCK / 15)), ALL_ANSWERS),
            new Flood("wrong passwords: 16 clients, LOGIN for ever", 16,
                bytes("USERNAME mon\nPASSWORD no\n" + "LOGIN dummy\n".repeat(BLOCK / 12)), ALL_ANSWERS),
            new Flood("logged in twice: 16 clients", 16, bytes("USERNAME mon\nPASSWORD mon\n" + "LOGIN dummy\n".repeat(BLOCK / 12)),
                ALL_ANSWERS),
            new Storm("connect and leave", new byte[0], 0),
            new Storm("connect, ask and leave by a reset", bytes("LIST VAR dummy\nGET VAR dum"), 0),
            new Storm("connect, begin to read and leave by a reset", bytes("LIST VAR dummy\n".repeat(200)), 10),
            new Storm("connect, wrong password, leave", bytes("USERNAME mon\nPASSWORD no\nLOGIN dummy\n"), 3)));
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void run(Attack attack) throws IOException, InterruptedException {
        long before = victim.residentKilobytes();
        long linesBefore = victim.logLines();
        HonestClient honest = new HonestClient(victim);
        honest.start();
        while (honest.answers() == 0 && honest.failure() == null) {
            Thread.onSpinWait();
        }
        attack.on(victim.address(), new Time(SECONDS * 1_000_000_000));
        honest.end();
        long lines = victim.logLines() - linesBefore;
        System.out.printf("%-44s %7d %7.1f %7.1f %7.1f %9.1f %9d %9d %9d %5d", attack.name(), honest.answers(), honest.millis(0.5),
            honest.millis(0.99), honest.millis(1), honest.oversleptMillis(0.99), before, honest.peakKilobytes(),
            victim.residentKilobytes(), lines);
        String complaint = (honest.failure() == null ? "" : "  not served: " + honest.failure())
            + (honest.millis(0.99) > GOAL_MILLIS ? "  late" : "")
            + (honest.peakKilobytes() > GOAL_KILOBYTES ? "  too much memory" : "") + (lines > GOAL_LINES ? "  too many lines" : "");
        System.out.println(complaint);
        missed |= !complaint.isEmpty();
    }
}
