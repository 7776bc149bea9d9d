package nut.driver.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A UPS on the bench: no line, and a clock that moves only when told to. */
final class Bench implements Interpreter.Port {
    final StringBuilder said = new StringBuilder();
    final List<String> events = new ArrayList<>();
    final Interpreter interpreter;
    private long nanos;

    /** A model with the load, battery and charge of its file, in smart mode. */
    static Bench of(String model) {
        Profile profile = Models.named(model);
        Bench bench = new Bench(profile, profile.body().loadPercent(), profile.body().fullMinutes(), profile.body().charge());
        bench.ask("Y");
        return bench;
    }

    private Bench(Profile profile, double loadPercent, double fullMinutes, double charge) {
        interpreter = new Interpreter(profile, loadPercent, fullMinutes, charge, this);
    }

    /** In smart mode, with a battery that lasts 10 minutes. */
    static Bench smart() {
        return smart(10, 1);
    }

    static Bench smart(double fullMinutes, double charge) {
        Bench bench = new Bench(Models.usual(), 25, fullMinutes, charge);
        bench.ask("Y");
        return bench;
    }

    static Bench simple() {
        return new Bench(Models.usual(), 25, 10, 1);
    }

    /** Sends bytes one second apart and returns what the UPS says meanwhile, alerts included. */
    String ask(String bytes) {
        said.setLength(0);
        for (byte value : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            pass(1);
            interpreter.receive(value, nanos);
        }
        return said.toString();
    }

    /** Lets seconds pass and returns what the UPS says meanwhile. */
    String pass(double seconds) {
        int before = said.length();
        nanos += (long) (seconds * 1e9);
        interpreter.ups().advanceTo(nanos);
        return said.substring(before);
    }

    /** Returns what the UPS says to a change of the world. */
    String after(Runnable change) {
        int before = said.length();
        change.run();
        return said.substring(before);
    }

    /** Sends bytes so many seconds apart and returns what the UPS says meanwhile. */
    String type(double seconds, String bytes) {
        said.setLength(0);
        for (byte value : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            pass(seconds);
            interpreter.receive(value, nanos);
        }
        return said.toString();
    }

    Harm harm() {
        return interpreter.harm();
    }

    SmartUps ups() {
        return interpreter.ups();
    }

    @Override
    public void answer(byte[] text) {
        said.append(new String(text, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void alert(byte alert) {
        said.append((char) alert);
    }

    @Override
    public void event(String what) {
        events.add(what);
    }
}
