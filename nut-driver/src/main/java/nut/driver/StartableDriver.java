package nut.driver;

import java.util.List;
import nut.common.daemon.Startable;

/** All drivers, for upsdrvctl. */
public final class StartableDriver implements Startable {
    /** For the service loader. */
    public StartableDriver() {
    }

    @Override
    public boolean isNamed(String program) {
        return Drivers.find(program).isPresent();
    }

    @Override
    public List<String> confine(String program, List<String> arguments, boolean child) {
        return Main.confine(program, arguments, child);
    }
}
