package nut.driver.dummy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.common.conf.AuthConf.Account;
import nut.common.confine.Network;
import nut.common.confine.Place;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Landlock.Right;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;

/** {@code dummy-ups}. */
public final class DummyKind implements DriverKind {
    private final NutEnvironment environment;

    /** The driver, with the files where the environment says. */
    public DummyKind() {
        this(NutEnvironment.current());
    }

    DummyKind(NutEnvironment environment) {
        this.environment = environment;
    }

    /** A repeater follows the news of another upsd as fast as they come. */
    @Override
    public boolean needsCompiler() {
        return true;
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Set<String> settingNames() {
        return Set.of(Mode.SETTING, RepeaterSettings.AUTHCONF, RepeaterSettings.START_ALONE);
    }

    @Override
    public String looksFor() {
        return "a UPS to repeat";
    }

    @Override
    public void check(DriverSettings settings) {
        if (Mode.of(settings) == Mode.REPEATER) {
            RepeaterSettings.of(settings);
        }
    }

    @Override
    public Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending) {
        Mode mode = Mode.of(settings);
        if (mode == Mode.REPEATER) {
            RepeaterSettings repeater = RepeaterSettings.of(settings);
            Optional<Account> account = repeater.account(environment.confPath(), System.getenv());
            RepeaterPort port = new RepeaterPort(repeater, account, ending);
            return new Wiring(port, new RepeaterDriver(port, state, repeater, account.isPresent()));
        }
        DefinitionFile file = new DefinitionFile(environment.confPath().resolve(settings.port()));
        ScriptPort port = new ScriptPort(file, news);
        return new Wiring(port, new ScriptDriver(file, port, state, mode));
    }

    @Override
    public Network network(DriverSettings settings) {
        return Mode.of(settings) == Mode.REPEATER ? Network.CALLS : Network.NONE;
    }

    @Override
    public Set<Integer> ports(DriverSettings settings) {
        return Mode.of(settings) == Mode.REPEATER ? Set.of(RepeaterSettings.of(settings).address().port()) : Set.of();
    }

    /** The folder of the file that it plays, which an editor replaces by another; or those where an account may stand. */
    @Override
    public List<Place> places(DriverSettings settings, NutEnvironment itsEnvironment) {
        if (Mode.of(settings) != Mode.REPEATER) {
            Path file = itsEnvironment.confPath().resolve(settings.port());
            return List.of(new Place(Place.folderOf(file), Right.READ, "the file that it plays"));
        }
        return RepeaterSettings.accountFiles(settings, itsEnvironment.confPath(), System.getenv()).map(file -> new Place(file, Right.READ,
            "its account")).toList();
    }
}
