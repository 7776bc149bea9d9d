package nut.driver.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A UPS that runs: joins the model to the wire, the socket, the log and the controls. One thread, that of {@link #run}, owns all of them;
 * whatever comes from other threads (bytes of the pty, commands) is put into its inbox. It sleeps until the next byte is due on the wire,
 * the next change is due in the model, or something comes in.
 *
 * <p>Two clocks: the wire's is real; the model's runs {@code speed} times faster, from the same beginning.
 */
final class Simulation implements Interpreter.Port, AutoCloseable {
    private static final int INBOX_PLACES = 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX_PLACES);
    private final Options options;
    private final EventLog log;
    private final LongSupplier clock;
    private final long began;
    private final Wire wire;
    private final Interpreter interpreter;
    private final Socket socket;
    private final Controls controls;
    private final Random random = new Random(700);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean running = true;
    private boolean mute;
    private int deafFor;
    private int triggerPosition;
    private Runnable trigger;

    private final class Command implements Runnable {
        private final String line;
        private final CompletableFuture<String> answer;

        Command(String line, CompletableFuture<String> answer) {
            this.line = line;
            this.answer = answer;
        }

        @Override
        public void run() {
            log.control(clock.getAsLong(), line);
            answer.complete(controls.obey(line));
        }
    }

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
        this.socket = new Socket(options, this::received);
        this.controls = new Controls(this);
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
                long next = Math.min(Math.min(wire.nextSpokenNanos(now), wire.nextHeardNanos()), wireTime(interpreter.ups().nextNanos()));
                Runnable job = inbox.poll(Math.max(0, next - clock.getAsLong()), TimeUnit.NANOSECONDS);
                if (job != null) {
                    interpreter.ups().advanceTo(modelTime(clock.getAsLong()));
                    job.run();
                }
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            ended.complete(null);
            refuseTheRest();
        }
    }

    /** Hands a line of control over to the simulation, from any thread; the answer is one line, OK or ERR first. */
    CompletableFuture<String> control(String line) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        post(new Command(line, answer));
        if (ended.isDone()) {
            refuseTheRest();
        }
        return answer;
    }

    /** Ends the simulation and takes the cable out. To be called by another thread than that of {@link #run}. */
    @Override
    public void close() {
        post(this::quit);
        ended.join();
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

    void mute(boolean silent) {
        mute = silent;
    }

    /** Loses the next bytes from the computer. */
    void deafFor(int bytes) {
        deafFor = bytes;
    }

    /** Does something when so many bytes of the next long enough answer have been sent. */
    void insideAnswer(int position, Runnable what) {
        triggerPosition = position;
        trigger = what;
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
        return ups().describe() + " smart=" + interpreter.isSmart() + " mute=" + mute + " plugged=" + socket.isPlugged();
    }

    @Override
    public void answer(byte[] text) {
        if (!wire.answer(text, clock.getAsLong())) {
            event("WARNING an answer was lost: too many questions at once");
        }
    }

    @Override
    public void alert(byte alert) {
        wire.alert(alert, clock.getAsLong());
    }

    @Override
    public void event(String what) {
        log.event(clock.getAsLong(), what);
    }

    private void refuseTheRest() {
        for (Runnable job = inbox.poll(); job != null; job = inbox.poll()) {
            if (job instanceof Command command) {
                command.answer.complete("ERR the simulation has ended");
            }
        }
    }

    private void catchUp(long now) throws IOException {
        interpreter.ups().advanceTo(modelTime(now));
        while (wire.spokenBy(now)) {
            send(wire.takeSpoken(), clock.getAsLong());
            if (trigger != null && wire.position() == triggerPosition) {
                Runnable due = trigger;
                trigger = null;
                due.run();
            }
        }
        while (wire.nextHeardNanos() <= now) {
            byte heard = wire.takeHeard();
            if (deafFor > 0) {
                deafFor--;
                continue;
            }
            log.heard(now, heard);
            interpreter.receive(heard, now);
        }
    }

    private void send(byte value, long now) {
        if (mute) {
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
        post(() -> {
            for (byte value : bytes) {
                if (!wire.hear(value, arrived)) {
                    event("WARNING a byte was lost: the computer writes too fast");
                }
            }
        });
    }

    /** Waits for a place when the inbox is full: whoever floods the simulation is slowed down. */
    private void post(Runnable job) {
        try {
            while (!inbox.offer(job, 1, TimeUnit.SECONDS)) {
                if (ended.isDone()) {
                    return;
                }
            }
        } catch (InterruptedException hungUp) {
            Thread.currentThread().interrupt();
        }
    }

    private long modelTime(long wireNanos) {
        return (long) ((wireNanos - began) * options.speed());
    }

    private long wireTime(long modelNanos) {
        return modelNanos == NEVER ? NEVER : began + (long) Math.ceil(modelNanos / options.speed()) + 1;
    }
}
