package nut.driver;

import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.driver.apc.ApcKind;
import nut.driver.core.DriverKind;
import nut.driver.dummy.DummyKind;
import nut.driver.generic.GenericKind;

/**
 * The drivers of the suite by the names that ups.conf may say.
 *
 * @param names all names of one driver
 * @param kind  the driver
 */
record Drivers(Set<String> names, DriverKind kind) {
    /** The driver that goes by a name, if there is one. */
    static Optional<Drivers> find(String name) {
        return switch (name) {
            case "newapc", "apcsmart" -> Optional.of(new Drivers(Set.of("newapc", "apcsmart"), new ApcKind()));
            case "genericups" -> Optional.of(new Drivers(Set.of("genericups"), new GenericKind()));
            case "dummy-ups" -> Optional.of(new Drivers(Set.of("dummy-ups"), new DummyKind()));
            default -> Optional.empty();
        };
    }

    /** The driver that goes by a name. */
    static Drivers named(String name) {
        return find(name).orElseThrow(() -> new AdminFault("there is no driver of that name; there are newapc and apcsmart, which are the"
            + " same, genericups and dummy-ups; correct the driver line of ups.conf"));
    }
}
