package nut.driver.dummy;

import java.util.HashSet;
import java.util.Set;
import nut.common.conf.Complaints;
import nut.common.conf.Position;

/**
 * Passes the first complaints of a file on and counts the rest: a file that is no definition file must not fill the log. When the file is
 * read again, only what is new is said.
 */
final class FewComplaints implements Complaints {
    static final int MOST = 20;

    private final Complaints complaints;
    private Set<String> saidBefore = Set.of();
    private Set<String> said = new HashSet<>();
    private int count;
    private Position last;

    FewComplaints(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void warning(Position where, String what) {
        if (passes(where, what)) {
            complaints.warning(where, what);
        }
    }

    @Override
    public void error(Position where, String what) {
        if (passes(where, what)) {
            complaints.error(where, what);
        }
    }

    /** The file is over: says how many complaints were not passed on, and begins anew. */
    void end() {
        if (count > MOST && isNew(last, "")) {
            complaints.warning(last, count - MOST + " more complaints, the last about this line");
        }
        saidBefore = said;
        said = new HashSet<>();
        count = 0;
    }

    private boolean passes(Position where, String what) {
        last = where;
        return count++ < MOST && isNew(where, what);
    }

    private boolean isNew(Position where, String what) {
        String complaint = where + what;
        said.add(complaint);
        return !saidBefore.contains(complaint);
    }
}
