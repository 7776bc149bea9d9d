package nut.driver.dummy;

import java.util.ArrayList;
import java.util.List;
import nut.common.conf.Complaints;
import nut.common.conf.Position;

/** Complaints as a list of lines. */
final class Heard implements Complaints {
    final List<String> lines = new ArrayList<>();

    @Override
    public void warning(Position where, String what) {
        lines.add(where + ": " + what);
    }

    @Override
    public void error(Position where, String what) {
        lines.add(where + ": " + what);
    }
}
