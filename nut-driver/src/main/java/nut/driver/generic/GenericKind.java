package nut.driver.generic;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.SerialModemLines;

/** {@code genericups}. */
public final class GenericKind implements DriverKind {
    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Set<String> settingNames() {
        return GenericSettings.NAMES;
    }

    @Override
    public List<String> helpLines() {
        return CableTypes.ALL.stream().map(type -> "  upstype=" + type.number() + "  " + type.title()).toList();
    }

    @Override
    public String looksFor() {
        return "a contact-closure UPS";
    }

    @Override
    public void check(DriverSettings settings) {
        GenericSettings.of(settings);
    }

    @Override
    public Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending) {
        boolean exclusive = !settings.flag("nolock");
        return wire(settings, state, levels -> SerialModemLines.open(Path.of(settings.port()), levels, exclusive), Clockwork.SYSTEM, news,
            ending);
    }

    /** The same with lines and a time of the caller's choice. */
    static Wiring wire(DriverSettings settings, UpsState state, ContactPort.Opener opener, Clockwork clockwork, Runnable news,
                       BooleanSupplier ending) {
        GenericSettings choices = GenericSettings.of(settings);
        ContactPort port = new ContactPort(opener, choices.signals(), clockwork, news);
        return new Wiring(port, new GenericDriver(port, state, choices, clockwork, ending));
    }
}
