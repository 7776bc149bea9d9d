package nut.jail.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nut.common.confine.CallGroup;
import nut.common.confine.Policy;
import nut.driver.apc.ApcKind;
import nut.driver.core.DriverPolicy;
import nut.driver.core.DriverSettings;
import nut.upsd.UpsdPolicy;
import nut.upsmon.WatcherPolicy;

/**
 * What a program's own policy says.
 *
 * @param policy of the program
 */
record Allowed(Policy policy) {
    /** That of a process; none for one whose policy is to have none. */
    static Optional<Allowed> of(Subject subject) {
        Path runtime = Path.of(System.getProperty("java.home"));
        return switch (subject.isFiltered() ? subject.name() : "") {
            case "newapc" -> Optional.of(new Allowed(DriverPolicy.of(runtime, new ApcKind(),
                () -> new DriverSettings("newapc", "su700", "/dev/ttyS1", Duration.ofSeconds(2), Optional.empty(), Map.of()))));
            case "upsd" -> Optional.of(new Allowed(UpsdPolicy.of(runtime)));
            case "upsmon WATCHER" -> Optional.of(new Allowed(WatcherPolicy.of(List.of(), Set.of())));
            default -> Optional.empty();
        };
    }

    /** The groups of calls that it may make, and the sockets. */
    String groups() {
        Set<CallGroup> groups = EnumSet.noneOf(CallGroup.class);
        for (CallGroup group : CallGroup.values()) {
            if (policy.calls().containsAll(group.calls())) {
                groups.add(group);
            }
        }
        return policy.calls().size() + ": " + groups.stream().map(Enum::name).collect(Collectors.joining(", ")) + "; sockets: "
            + policy.sockets().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }
}
