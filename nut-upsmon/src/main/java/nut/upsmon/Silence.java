package nut.upsmon;

import nut.common.conf.Complaints;
import nut.common.conf.Position;

/** For who reads upsmon.conf when another process complains of what is wrong in it. */
final class Silence implements Complaints {
    @Override
    public void warning(Position where, String what) {
    }

    @Override
    public void error(Position where, String what) {
    }
}
