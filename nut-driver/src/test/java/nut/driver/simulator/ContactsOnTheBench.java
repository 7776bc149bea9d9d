package nut.driver.simulator;

/**
 * The modem lines of a simulated Back-UPS with a clock that moves only when told to: the far end for tests of drivers that watch lines.
 * Lines go by their names: CTS, DCD, RNG, DSR are the UPS's, DTR and RTS the computer's.
 */
public final class ContactsOnTheBench {
    private final SmartUps ups;
    private final ContactClosure port;
    private long nanos;

    /** On mains, with one of the cables 940-0020B, 940-0095A, 940-0023A, 940-0119A. */
    public ContactsOnTheBench(String cable) {
        Profile profile = Models.named("back-ups");
        Profile.Body body = profile.body();
        ups = new Interpreter(profile, body.loadPercent(), body.fullMinutes(), body.charge(), new Interpreter.Port() {
            @Override
            public void answer(byte[] text) {
                throw new AssertionError("a port on contact closure speaks");
            }

            @Override
            public void alert(byte alert) {
                throw new AssertionError("a port on contact closure speaks");
            }

            @Override
            public void event(String what) {
                // Nobody reads them here.
            }
        }).ups();
        port = new ContactClosure(ups, profile.cables().get(cable));
    }

    /** Whether a line is high. */
    public boolean isHigh(String line) {
        return port.isHigh(ModemLine.valueOf(line));
    }

    /** Raises or lowers a line of the computer. */
    public void set(String line, boolean high) {
        port.set(ModemLine.valueOf(line), high);
    }

    /** Lets time pass. */
    public void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
        ups.advanceTo(nanos);
    }

    public void mains(boolean there) {
        ups.mains(there);
    }

    public void exhaustBattery() {
        ups.exhaust();
    }

    public boolean feedsLoad() {
        return ups.feedsLoad();
    }
}
