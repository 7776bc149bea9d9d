package nut.driver.apc;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.core.Driver;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.Line;
import nut.driver.line.LineLost;
import nut.driver.line.SerialLine;

/** {@code newapc}, also known as {@code apcsmart}. */
public final class ApcKind implements DriverKind {
    private static final int BAUD = 2400;

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Set<String> settingNames() {
        return ApcSettings.NAMES;
    }

    @Override
    public String looksFor() {
        return "an APC UPS with the smart protocol";
    }

    @Override
    public void check(DriverSettings settings) {
        ApcSettings.of(settings);
    }

    /**
     * Both modem lines are raised, as the system does it by itself: the smart cable ties them together and connects them to nothing else.
     * With the dual-mode cable DTR is power and RTS means shutdown, so RTS is lowered.
     */
    @Override
    public Line open(DriverSettings settings, Runnable news) throws LineLost {
        boolean rts = !ApcSettings.of(settings).dualModeCable();
        return SerialLine.open(Path.of(settings.port()), new SerialLine.Setup(BAUD, true, rts, !settings.flag("nolock")), news);
    }

    @Override
    public Driver create(Line line, UpsState state, DriverSettings settings, BooleanSupplier ending) {
        return new ApcDriver(line, state, ApcSettings.of(settings), ending);
    }
}
