package nut.common.protocol;

import java.util.List;
import java.util.Optional;

/**
 * What an upsd says of a UPS to a client that has asked for news with {@link NutConnection#subscribe}. Values are the newest: a client that
 * is slow to read misses values in between, but never the last one. See docs/protocol.md, "Events".
 */
public sealed interface UpsNews {
    /** The UPS, as the server's ups.conf writes it. */
    String ups();

    /** The variable that it is about, as the driver writes it; "" when it is about the whole UPS. */
    default String variable() {
        return "";
    }

    /**
     * A variable has a new value, or it is told again because the data are fresh again.
     *
     * @param variable as the driver writes it
     */
    record ValueChanged(String ups, String variable, String value) implements UpsNews {
    }

    /**
     * The UPS has a variable no longer; it may come again.
     *
     * @param variable as the driver writes it
     */
    record VariableGone(String ups, String variable) implements UpsNews {
    }

    /** What was told is not to be trusted any more: the driver has lost the UPS, or hangs. The next {@link ValueChanged} ends it. */
    record DataStale(String ups) implements UpsNews {
    }

    /** The UPS has no driver. The next {@link ValueChanged} ends it; {@link DataStale} may come before. */
    record DriverGone(String ups) implements UpsNews {
    }

    /** The server does not serve the UPS any more, and the subscription is over. */
    record UpsGone(String ups) implements UpsNews {
    }

    /** What the words of a line say; empty if the line is no news. An answer that is an error has no word behind its code. */
    static Optional<UpsNews> of(List<String> words) {
        String kind = words.isEmpty() ? "" : words.getFirst();
        if (kind.equals("VAR") && words.size() == 4) {
            return Optional.of(new ValueChanged(words.get(1), words.get(2), words.get(3)));
        }
        if (!kind.equals("ERR") || words.size() < 3) {
            return Optional.empty();
        }
        String ups = words.get(2);
        return Optional.ofNullable(switch (words.get(1)) {
            case "DATA-STALE" -> new DataStale(ups);
            case "DRIVER-NOT-CONNECTED" -> new DriverGone(ups);
            case "UNKNOWN-UPS" -> new UpsGone(ups);
            case "VAR-NOT-SUPPORTED" -> words.size() < 4 ? null : new VariableGone(ups, words.get(3));
            default -> null;
        });
    }
}
