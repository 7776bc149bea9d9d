package nut.upsd.driverlink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The UPSes that upsd serves, in the order of ups.conf. Names are found without regard to case, as NUT finds them. Owned by the loop. */
public final class UpsTable {
    private final Map<String, ServedUps> byName = new HashMap<>();
    private Map<String, ServedUps> byLowerCase = new LinkedHashMap<>();

    /** All of them. */
    public Collection<ServedUps> all() {
        return Collections.unmodifiableCollection(byLowerCase.values());
    }

    /** How many there are. */
    public int size() {
        return byLowerCase.size();
    }

    /** The UPS that a client means, or null. */
    public ServedUps find(String asked) {
        ServedUps exact = byName.get(asked);
        return exact != null ? exact : byLowerCase.get(lowerCase(asked));
    }

    /**
     * Replaces the list.
     *
     * @return those that are no longer in it
     */
    public List<ServedUps> replace(List<ServedUps> listed) {
        Map<String, ServedUps> next = new LinkedHashMap<>();
        for (ServedUps ups : listed) {
            next.putIfAbsent(lowerCase(ups.name()), ups);
        }
        List<ServedUps> gone = new ArrayList<>(byLowerCase.values());
        gone.removeAll(next.values());
        byLowerCase = next;
        byName.clear();
        for (ServedUps ups : next.values()) {
            byName.put(ups.name(), ups);
        }
        return gone;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
