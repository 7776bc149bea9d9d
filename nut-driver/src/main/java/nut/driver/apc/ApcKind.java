package nut.driver.apc;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.Line;
import nut.driver.line.LineLost;
import nut.driver.line.LinePort;
import nut.driver.line.SerialLine;
import nut.driver.line.TcpAddress;
import nut.driver.line.TcpLine;

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
        ApcSettings chosen = ApcSettings.of(settings);
        if (TcpAddress.of(settings.port()).isPresent() && chosen.dualModeCable()) {
            throw settings.fault("cable", "cannot be a dual-mode cable on " + settings.port()
                + ": its modem lines cannot be set through a raw TCP port");
        }
    }

    @Override
    public Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending) {
        LinePort port = new LinePort(lineNews -> open(settings, lineNews), news);
        return new Wiring(port, new ApcDriver(port, state, ApcSettings.of(settings), ending));
    }

    private static Line open(DriverSettings settings, Runnable news) throws LineLost {
        Optional<TcpAddress> address = TcpAddress.of(settings.port());
        return address.isPresent() ? TcpLine.open(address.get(), news)
            : SerialLine.open(Path.of(settings.port()), setup(settings), news);
    }

    /**
     * Both modem lines are raised, as the system does it by itself: the smart cable ties them together and connects them to nothing else.
     * With the dual-mode cable DTR is power and RTS means shutdown, so RTS is lowered.
     */
    static SerialLine.Setup setup(DriverSettings settings) {
        boolean rts = !ApcSettings.of(settings).dualModeCable();
        return new SerialLine.Setup(BAUD, true, rts, !settings.flag("nolock"));
    }
}
