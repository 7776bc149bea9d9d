package nut.driver.simulator;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.daemon.Given;

/** Makes options of the command line. What is not given is as the model's file has it. */
final class OptionsReader {
    private static final int PERMISSION_BITS = 9;
    private static final double MOST_LOAD = 200;

    private OptionsReader() {
    }

    /**
     * Reads them.
     *
     * @throws AdminFault when a flag's value does not fit
     */
    static Options read(Given given) {
        Profile profile = given.value("--model").map(Models::named).orElseGet(Models::usual);
        Profile.Body body = profile.body();
        double speed = number(given, "--speed", 1);
        double load = number(given, "--load", body.loadPercent());
        double charge = number(given, "--charge", body.charge() * 100);
        double runtime = number(given, "--runtime", body.fullMinutes());
        if (!(speed > 0) || !(load >= 0 && load <= MOST_LOAD) || !(charge >= 0 && charge <= 100) || !(runtime > 0)) {
            throw new AdminFault("--speed and --runtime must be above 0, --load from 0 to 200, --charge from 0 to 100");
        }
        return new Options(profile, cable(profile, given.value("--cable")), Pace.of(given.value("--pace").orElse("wire")), speed, load,
            runtime, charge / 100, given.value("--scenario").map(Path::of).map(Scenario::read).orElseGet(Scenario::none),
            given.value("--link").map(Path::of), given.value("--mode").map(OptionsReader::permissions),
            given.value("--owner").map(OptionsReader::owner));
    }

    private static Optional<Cable> cable(Profile profile, Optional<String> name) {
        if (name.isEmpty()) {
            return profile.cables().values().stream().findFirst();
        }
        Cable cable = profile.cables().get(name.get());
        if (cable == null) {
            throw new AdminFault("--cable " + name.get() + " does not fit " + profile.name() + ": "
                + (profile.cables().isEmpty() ? "its port speaks, and has one cable only" : "it is one of " + profile.cables().keySet()));
        }
        return Optional.of(cable);
    }

    private static double number(Given given, String flag, double otherwise) {
        try {
            return given.value(flag).map(Double::valueOf).orElse(otherwise);
        } catch (NumberFormatException wrong) {
            throw new AdminFault(flag + " wants a number, not " + given.value(flag).orElseThrow());
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        try {
            int bits = Integer.parseInt(octal, 8);
            Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
            PosixFilePermission[] all = PosixFilePermission.values();
            for (int i = 0; i < PERMISSION_BITS; i++) {
                if ((bits >> PERMISSION_BITS - 1 - i & 1) != 0) {
                    set.add(all[i]);
                }
            }
            return set;
        } catch (NumberFormatException wrong) {
            throw new AdminFault("--mode wants an octal number such as 660, not " + octal);
        }
    }

    private static Options.Owner owner(String text) {
        int colon = text.indexOf(':');
        try {
            return new Options.Owner(Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
            throw new AdminFault("--owner wants two numbers such as 64001:64000, not " + text);
        }
    }
}
