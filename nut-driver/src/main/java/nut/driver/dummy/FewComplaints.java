package nut.driver.dummy;

import nut.common.conf.Complaints;
import nut.common.conf.Position;

/** Passes the first complaints of a file on and counts the rest: a file that is no definition file must not fill the log. */
final class FewComplaints implements Complaints {
    static final int MOST = 20;

    private final Complaints complaints;
    private int count;
    private Position last;

    FewComplaints(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void warning(Position where, String what) {
        if (passes(where)) {
            complaints.warning(where, what);
        }
    }

    @Override
    public void error(Position where, String what) {
        if (passes(where)) {
            complaints.error(where, what);
        }
    }

    /** The file is over: says how many complaints were not passed on. */
    void end() {
        if (count > MOST) {
            complaints.warning(last, count - MOST + " more complaints, the last about this line");
        }
    }

    private boolean passes(Position where) {
        last = where;
        return count++ < MOST;
    }
}
