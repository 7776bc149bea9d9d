package nut.upsd.answer;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;

/**
 * The answers that one snapshot gives. An answer to a question that names the UPS and the variable as they are written in ups.conf and by
 * the driver is encoded once and then copied; a question in another case is echoed in that case, as NUT does, and encoded each time. So the
 * memory is bounded by the snapshot, whatever clients ask. Owned by the event loop.
 */
public final class SnapshotAnswers {
    /** What LIST lists of a whole snapshot. */
    public enum Listing {
        /** All variables. */
        VAR,
        /** The variables that SET takes. */
        RW,
        /** The instant commands. */
        CMD
    }

    private final String ups;
    private final UpsSnapshot snapshot;
    private final boolean forcedShutdown;
    private final Map<String, byte[]> variables = new HashMap<>();
    private final Map<Listing, byte[]> listings = new EnumMap<>(Listing.class);

    /**
     * Answers from a snapshot.
     *
     * @param ups            the name in ups.conf
     * @param snapshot       what is known of it
     * @param forcedShutdown whether FSD is set: {@code ups.status} then begins with FSD
     */
    public SnapshotAnswers(String ups, UpsSnapshot snapshot, boolean forcedShutdown) {
        this.ups = ups;
        this.snapshot = snapshot;
        this.forcedShutdown = forcedShutdown;
    }

    /** The snapshot that answers. */
    public UpsSnapshot snapshot() {
        return snapshot;
    }

    /**
     * GET VAR.
     *
     * @param askedUps the UPS as the client wrote it
     * @param asked    the variable as the client wrote it
     * @return false, and no answer, when there is no such variable
     */
    public boolean variable(String askedUps, String asked, Output out) {
        boolean asWritten = askedUps.equals(ups);
        byte[] known = asWritten ? variables.get(asked) : null;
        if (known != null) {
            out.bytes(known);
            return true;
        }
        UpsVariable variable = snapshot.find(asked);
        if (variable == null) {
            return false;
        }
        int start = out.length();
        variableLine(askedUps, asked, variable, out);
        if (asWritten && asked.equals(variable.name())) {
            variables.put(variable.name(), out.since(start));
        }
        return true;
    }

    /**
     * LIST VAR, LIST RW and LIST CMD, from BEGIN to END.
     *
     * @param askedUps the UPS as the client wrote it
     */
    public void list(Listing listing, String askedUps, Output out) {
        byte[] known = askedUps.equals(ups) ? listings.get(listing) : null;
        if (known != null) {
            out.bytes(known);
            return;
        }
        int start = out.length();
        out.text("BEGIN LIST ").text(listing.name()).blank().text(askedUps).end();
        switch (listing) {
            case VAR -> snapshot.variables().forEach(v -> variableLine(askedUps, v.name(), v, out));
            case RW -> writableLines(askedUps, out);
            case CMD -> snapshot.commands().forEach(c -> out.text("CMD ").text(askedUps).blank().text(c).end());
            default -> throw new IllegalStateException("no lines for " + listing);
        }
        out.text("END LIST ").text(listing.name()).blank().text(askedUps).end();
        if (askedUps.equals(ups)) {
            listings.put(listing, out.since(start));
        }
    }

    private void writableLines(String askedUps, Output out) {
        for (UpsVariable variable : snapshot.variables()) {
            if (variable.flags().contains(ValueFlag.RW)) {
                out.text("RW ").text(askedUps).blank().text(variable.name()).blank().quoted(variable.value()).end();
            }
        }
    }

    private void variableLine(String askedUps, String asked, UpsVariable variable, Output out) {
        String value = variable.value();
        if (forcedShutdown && variable.name().equalsIgnoreCase("ups.status")) {
            value = "FSD " + value;
        }
        out.text("VAR ").text(askedUps).blank().text(asked).blank().quoted(value).end();
    }
}
