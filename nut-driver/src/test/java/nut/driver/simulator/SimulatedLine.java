package nut.driver.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import nut.driver.line.Line;
import nut.driver.line.LineLost;

/**
 * A line with the simulated UPS at its end and a clock of its own: waiting for a byte moves the clock on, so hours take no time and every
 * run is the same.
 */
public final class SimulatedLine implements Line, Interpreter.Port {
    private final Wire wire;
    private final Interpreter interpreter;
    private final ArrayDeque<Byte> arrived = new ArrayDeque<>();
    private final StringBuilder written = new StringBuilder();
    private final StringBuilder events = new StringBuilder();
    private long now;
    private final Disturbances disturbances = new Disturbances();
    private boolean gone;
    private char replacedQuestion;
    private String replacement;

    /** A Smart-UPS 700 that nobody has talked to yet, at 2400 baud. */
    public SimulatedLine() {
        this(Models.usual(), Pace.WIRE);
    }

    private SimulatedLine(Profile profile, Pace pace) {
        wire = new Wire(pace);
        interpreter = new Interpreter(profile, profile.body().loadPercent(), profile.body().fullMinutes(), profile.body().charge(), this);
    }

    /** One of upssim's models, by its name there. */
    public static SimulatedLine of(String model) {
        return new SimulatedLine(Models.named(model), Pace.WIRE);
    }

    /** A unit of one's own, described as upssim's models are. */
    public static SimulatedLine described(String model) {
        return new SimulatedLine(ProfileReader.read("test", "test.model", model), Pace.WIRE);
    }

    /** The Smart-UPS 700 made to understand only some bytes and not to know a, as the oldest do not. */
    public static SimulatedLine old(String commands) {
        Profile p = Models.usual();
        Profile.Speech s = p.speech();
        Profile.Speech speech = new Profile.Speech(s.answers(), "3", "", commands, s.pairs(), s.unknown(), s.refused(), s.accepted());
        return new SimulatedLine(new Profile(p.name(), p.title(), speech, p.settings(), p.body(), p.conduct(), p.cables()), Pace.WIRE);
    }

    public void mains(boolean there) {
        catchUp();
        interpreter.ups().mains(there);
    }

    public void exhaustBattery() {
        catchUp();
        interpreter.ups().exhaust();
    }

    /** Changes the mains voltage. */
    public void voltage(double volts) {
        catchUp();
        interpreter.ups().voltage(volts);
    }

    /** How often the driver did what would have hurt a real unit, and the last time in words. */
    public String harm() {
        return interpreter.harm().describe();
    }

    public boolean feedsLoad() {
        return interpreter.ups().feedsLoad();
    }

    public void mute(boolean silent) {
        disturbances.mute(silent);
    }

    public void hangUp() {
        gone = true;
    }

    /** Loses the next bytes of the driver. */
    public void deafFor(int bytes) {
        disturbances.deafFor(bytes);
    }

    /** Puts bytes on the line that the UPS never sent. */
    public void inject(String bytes) {
        for (byte value : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            arrived.add(value);
        }
    }

    /** Does something when so many bytes of the next long enough answer have been sent. */
    public void insideAnswer(int position, Runnable what) {
        disturbances.insideAnswer(position, what);
    }

    /** Answers a question, the next time it is asked, by these bytes and nothing else. */
    public void replaceAnswer(char question, String bytes) {
        replacedQuestion = question;
        replacement = bytes;
    }

    /** What the driver has written since this was last asked. */
    public String takeWritten() {
        String taken = written.toString();
        written.setLength(0);
        return taken;
    }

    public String events() {
        return events.toString();
    }

    /** Lets time pass in which the driver does nothing. */
    public void pass(double seconds) {
        now += (long) (seconds * 1e9);
        catchUp();
    }

    @Override
    public void write(byte... bytes) throws LineLost {
        if (gone) {
            throw new LineLost("the device is gone");
        }
        for (byte value : bytes) {
            written.append((char) (value & 0xFF));
            wire.hear(value, now);
        }
    }

    @Override
    public int read(long deadlineNanos) throws LineLost {
        while (true) {
            catchUp();
            if (!arrived.isEmpty()) {
                return arrived.poll() & 0xFF;
            }
            if (gone) {
                throw new LineLost("the device is gone");
            }
            if (now >= deadlineNanos) {
                return NOTHING;
            }
            long next = Math.min(Math.min(wire.nextSpokenNanos(now), wire.nextHeardNanos()), interpreter.ups().nextNanos());
            now = Math.clamp(next, now, deadlineNanos);
        }
    }

    @Override
    public boolean hasNews() {
        catchUp();
        return gone || !arrived.isEmpty();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void close() {
        gone = true;
    }

    @Override
    public void answer(byte[] text) {
        wire.answer(text, now);
    }

    @Override
    public void alert(byte alert) {
        wire.alert(alert, now);
    }

    @Override
    public boolean isAnswering() {
        return wire.isAnswering();
    }

    @Override
    public void event(String what) {
        events.append(what).append('\n');
    }

    private void catchUp() {
        interpreter.ups().advanceTo(now);
        while (wire.spokenBy(now)) {
            byte value = wire.takeSpoken();
            if (!disturbances.isMute()) {
                arrived.add(value);
            }
            disturbances.sent(wire.position());
        }
        while (wire.nextHeardNanos() <= now) {
            hear(wire.takeHeard());
        }
    }

    private void hear(byte value) {
        if (disturbances.losesByte()) {
            return;
        }
        if (replacement != null && value == (byte) replacedQuestion) {
            inject(replacement);
            replacement = null;
        } else {
            interpreter.receive(value, now);
        }
    }
}
