package nut.driver.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A UPS that runs: joins the model to the wire, the socket, the log, the scenario and the controls. One thread, that of {@link #run}, owns
 * all of them; whatever comes from other threads (bytes of the pty, commands) is put into its inbox. It sleeps until the next byte is due
 * on the wire, the next change is due in the model or the scenario, or something comes in.
 *
 * <p>Two clocks: the wire's is real; the model's runs {@code speed} times faster, from the same beginning.
 */
final class Simulation implements Interpreter.Port, AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;
    /** Of each kind of harm, so many are said on standard error. */
    private static final int MOST_HARM_LINES = 10;

    private final Inbox inbox = new Inbox();
    private final Disturbances disturbances = new Disturbances();
    private final Random random = new Random(700);
    private final Options options;
    private final EventLog log;
    private final LongSupplier clock;
    private final long began;
    private final Wire wire;
    private final Interpreter interpreter;
    private final Optional<ContactClosure> contacts;
    private final Socket socket;
    private final Controls controls;
    private final Scenario.Course scenario;
    private boolean running = true;

    /**
     * A UPS, switched on, with no cable yet.
     *
     * @param clock real time in nanoseconds, that of the log
     */
    Simulation(Options options, EventLog log, LongSupplier clock) {
        this.options = options;
        this.log = log;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.wire = new Wire(options.pace());
        this.interpreter = new Interpreter(options.profile(), options.loadPercent(), options.fullMinutes(), options.charge(), this);
        this.contacts = options.cable().map(cable -> new ContactClosure(interpreter.ups(), cable));
        this.socket = new Socket(options, this::received);
        this.controls = new Controls(this);
        this.scenario = options.scenario().play();
    }

    /** Plugs the cable in; to be called before {@link #run}. Returns the device. */
    Path plug() throws IOException {
        Path device = socket.plug();
        event("PLUGGED " + device);
        return device;
    }

    /** Runs until told to quit. */
    void run() {
        try {
            while (running) {
                long now = clock.getAsLong();
                catchUp(now);
                long model = Math.min(ups().nextNanos(), scenario.nextNanos());
                long next = Math.min(Math.min(wire.nextSpokenNanos(now), wire.nextHeardNanos()), wireTime(model));
                Runnable job = running ? inbox.take(next - clock.getAsLong()) : null;
                if (job != null) {
                    ups().advanceTo(modelTime(clock.getAsLong()));
                    job.run();
                }
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            inbox.end();
        }
    }

    /** Hands a line of control over to the simulation, from any thread; the answer is one line, OK or ERR first. */
    CompletableFuture<String> control(String line) {
        return inbox.post(line, this::obey);
    }

    /** Ends the simulation and takes the cable out. To be called by another thread than that of {@link #run}. */
    @Override
    public void close() {
        inbox.post(this::quit);
        inbox.awaitEnd();
        try {
            socket.close();
            log.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void quit() {
        event("QUIT");
        running = false;
    }

    SmartUps ups() {
        return interpreter.ups();
    }

    boolean isSmart() {
        return interpreter.isSmart();
    }

    Harm harm() {
        return interpreter.harm();
    }

    Disturbances disturbances() {
        return disturbances;
    }

    /** Puts random bytes on the line at once, whatever is going on. */
    void noise(int bytes) {
        event("NOISE " + bytes + " bytes");
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        for (byte value : noise) {
            send(value, clock.getAsLong());
        }
    }

    void hangup() throws IOException {
        socket.unplug();
        wire.clear();
        event("UNPLUGGED");
    }

    String describe() {
        return ups().readings().describe() + " smart=" + isSmart() + " mute=" + disturbances.isMute() + " plugged=" + socket.isPlugged()
            + " harm=" + harm().total();
    }

    /** The model's name and what it is. */
    String model() {
        return options.profile().name() + " " + options.profile().title();
    }

    /** Sets lines of the contact closure port, such as DTR=1, and shows all of them. */
    String lines(List<String> assignments) {
        ContactClosure port = contacts.orElseThrow(() -> new IllegalArgumentException("the port of a " + options.profile().name()
            + " speaks; lines are for models on contact closure"));
        assignments.forEach(port::set);
        return port.describe();
    }

    @Override
    public void answer(byte[] text) {
        if (!wire.answer(text, clock.getAsLong())) {
            event("WARNING an answer was lost: too many questions at once");
        }
    }

    @Override
    public boolean isAnswering() {
        return wire.isAnswering();
    }

    @Override
    public void alert(byte alert) {
        wire.alert(alert, clock.getAsLong());
    }

    @Override
    public void event(String what) {
        log.event(clock.getAsLong(), what);
    }

    @Override
    public void harm(String what, int times) {
        event("HARM " + what);
        if (times <= MOST_HARM_LINES) {
            System.err.println("upssim: harm: " + what + (times == MOST_HARM_LINES ? " (more of this kind only in the log)" : ""));
        }
    }

    private String obey(String line) {
        log.control(clock.getAsLong(), line);
        return controls.obey(line);
    }

    private void catchUp(long now) throws IOException {
        long model = modelTime(now);
        while (scenario.nextNanos() <= model) {
            Scenario.Step step = scenario.take();
            ups().advanceTo(step.nanos());
            String answer = obey(step.command());
            if (answer.startsWith("ERR")) {
                event("WARNING " + step.command() + " of the scenario: " + answer);
            }
        }
        ups().advanceTo(model);
        while (wire.spokenBy(now)) {
            send(wire.takeSpoken(), clock.getAsLong());
            disturbances.sent(wire.position());
        }
        while (wire.nextHeardNanos() <= now) {
            byte heard = wire.takeHeard();
            if (!disturbances.losesByte()) {
                log.heard(now, heard);
                interpreter.receive(heard, now);
            }
        }
    }

    private void send(byte value, long now) {
        if (disturbances.isMute()) {
            return;
        }
        try {
            socket.send(value);
        } catch (IOException failed) {
            throw new UncheckedIOException("the pty cannot be written", failed);
        }
        log.sent(now, value);
    }

    private void received(byte[] bytes) {
        long arrived = clock.getAsLong();
        inbox.post(() -> {
            for (byte value : bytes) {
                if (!wire.hear(value, arrived)) {
                    event("WARNING a byte was lost: the computer writes too fast");
                }
            }
        });
    }

    private long modelTime(long wireNanos) {
        return (long) ((wireNanos - began) * options.speed());
    }

    private long wireTime(long modelNanos) {
        return modelNanos == NEVER ? NEVER : began + (long) Math.ceil(modelNanos / options.speed()) + 1;
    }
}
