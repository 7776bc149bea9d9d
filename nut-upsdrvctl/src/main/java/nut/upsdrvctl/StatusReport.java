package nut.upsdrvctl;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.OptionalLong;
import nut.common.daemon.PidFile;

/** Which drivers run, as their locked pid files say; columns are separated by tabs, as in NUT. */
final class StatusReport {
    private final Console console;

    StatusReport(Console console) {
        this.console = console;
    }

    void print(List<Driver> drivers) {
        console.news("UPSNAME    \t     UPSDRV\tRUNNING\tPF_PID");
        for (Driver driver : drivers) {
            OptionalLong pid = PidFile.holder(driver.pidFile());
            boolean leftBehind = Files.exists(driver.pidFile(), LinkOption.NOFOLLOW_LINKS);
            console.news(pad(driver.ups(), true) + "\t" + pad(driver.program(), false) + "\t"
                + (pid.isPresent() ? "RUNNING\t" + pid.getAsLong() : leftBehind ? "STOPPED\tN/A" : "N/A\tN/A"));
        }
    }

    private static String pad(String text, boolean right) {
        String blanks = " ".repeat(Math.max(0, 11 - text.length()));
        return right ? text + blanks : blanks + text;
    }
}
