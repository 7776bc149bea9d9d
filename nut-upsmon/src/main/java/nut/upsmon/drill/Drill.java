package nut.upsmon.drill;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import nut.common.AdminFault;
import nut.common.conf.NotifyFlag;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.PidFile;
import nut.common.posix.Credentials;
import nut.common.posix.UserId;
import nut.common.posix.Users;

/**
 * Goes through all that the shutdown will need and looks at each, then says what would happen.
 *
 * @param conf      upsmon.conf
 * @param pidFile   of the running upsmon
 * @param user      whom the notifier runs NOTIFYCMD as
 * @param fallbacks what follows a SHUTDOWNCMD that fails
 * @param isFlag    whether a file is a POWERDOWNFLAG that upsmon has set
 * @param now       the day on which certificates must count
 */
public record Drill(UpsmonConf conf, Path pidFile, String user, List<String> fallbacks, Predicate<Path> isFlag, Instant now) {

    /**
     * Writes what it finds.
     *
     * @return the exit status: 0 if all is well, else 1
     */
    public int run(PrintStream out) {
        Findings findings = new Findings(out);
        parent(findings);
        shutdownCommand(findings);
        flag(findings);
        notifyCommand(findings);
        supplies(findings);
        TlsCheck tls = new TlsCheck(conf.network(), now, findings);
        for (Monitor monitor : conf.monitors()) {
            if (monitor.isRegion()) {
                new RegionLook(conf, monitor, user, findings).look();
            } else {
                new Asked(monitor, tls, findings).ask();
            }
        }
        new Timetable(conf, fallbacks).print(out);
        out.println(findings.wrongs() == 0 ? "All is well. Nothing was changed."
            : findings.wrongs() + " WRONG: mend them, or this machine may not go down as it should. Nothing was changed.");
        return findings.wrongs() == 0 ? 0 : 1;
    }

    private void parent(Findings findings) {
        OptionalLong pid = PidFile.holder(pidFile);
        if (pid.isEmpty()) {
            findings.wrong("upsmon does not run: no living process holds " + pidFile + "; start it");
            return;
        }
        Path process = Path.of("/proc", Long.toString(pid.getAsLong()));
        try {
            if (Files.getAttribute(process, "unix:uid").equals(0)) {
                findings.good("upsmon's parent is process " + pid.getAsLong() + ", and root's");
            } else {
                findings.wrong("upsmon's parent, process " + pid.getAsLong() + ", is not root's, and cannot shut down; start it as root");
            }
        } catch (IOException hidden) {
            findings.wrong("upsmon's parent, process " + pid.getAsLong() + ", cannot be looked at: " + hidden);
        }
    }

    private void shutdownCommand(Findings findings) {
        if (conf.shutdownCmd().isEmpty()) {
            findings.wrong("there is no SHUTDOWNCMD, and nothing would be shut down");
            return;
        }
        judge(findings, "SHUTDOWNCMD " + conf.shutdownCmd(), CommandCheck.byRoot(conf.shutdownCmd()));
        for (String fallback : fallbacks) {
            judge(findings, "fallback " + fallback, CommandCheck.byRoot(fallback));
        }
        if (fallbacks.isEmpty()) {
            findings.note("there is no fallback for SHUTDOWNCMD: the usual ones are for root and without NUT_CONFPATH only, and"
                + " SHUTDOWNFALLBACK names none");
        }
    }

    private static void judge(Findings findings, String what, Optional<String> complaint) {
        if (complaint.isEmpty()) {
            findings.good(what + " can be run");
        } else {
            findings.wrong(what + " cannot be run: " + complaint.get());
        }
    }

    private void flag(Findings findings) {
        if (conf.powerDownFlag().isEmpty()) {
            findings.note("there is no POWERDOWNFLAG, and the UPS is not told to cut the power");
            return;
        }
        Path flag = conf.powerDownFlag().get();
        Path folder = flag.toAbsolutePath().getParent();
        if (Files.exists(flag, LinkOption.NOFOLLOW_LINKS)) {
            if (isFlag.test(flag)) {
                findings.note("POWERDOWNFLAG " + flag + " is set now: the next halt cuts the power");
            } else {
                findings.wrong("POWERDOWNFLAG " + flag + " is another program's file, which would be overwritten; name another");
            }
        } else if (folder == null || !Files.isDirectory(folder)) {
            findings.wrong("POWERDOWNFLAG " + flag + " cannot be written: its directory does not exist");
        } else if (!Credentials.isRoot()) {
            findings.note("whether root can write POWERDOWNFLAG " + flag + " can only root find out");
        } else if (!Files.isWritable(folder)) {
            findings.wrong("POWERDOWNFLAG " + flag + " cannot be written: " + folder + " is not writable");
        } else {
            findings.good("POWERDOWNFLAG " + flag + " can be written");
        }
    }

    private void notifyCommand(Findings findings) {
        if (conf.notifyFlags().values().stream().noneMatch(flags -> flags.contains(NotifyFlag.EXEC))) {
            findings.note("no NOTIFYFLAG has EXEC, so NOTIFYCMD is never run");
            return;
        }
        if (conf.notifyCmd().isEmpty()) {
            findings.wrong("a NOTIFYFLAG has EXEC, but there is no NOTIFYCMD");
            return;
        }
        try {
            UserId notifier = Users.resolve(user, Optional.empty());
            judge(findings, "NOTIFYCMD " + conf.notifyCmd().get(),
                CommandCheck.complaint(conf.notifyCmd().get(), notifier, Users.groups(notifier)));
        } catch (AdminFault nobody) {
            findings.wrong("NOTIFYCMD cannot be run: " + nobody.getMessage());
        }
    }

    private void supplies(Findings findings) {
        int power = conf.monitors().stream().mapToInt(Monitor::powerValue).sum();
        String sentence = "the MONITOR lines feed " + power + " supplies, and MINSUPPLIES is " + conf.minSupplies();
        if (power < conf.minSupplies()) {
            findings.wrong(sentence + "; upsmon does not start so");
        } else if (power == 0 || conf.minSupplies() == 0) {
            findings.note(sentence + ": no UPS shuts this machine down");
        } else {
            findings.good(sentence);
        }
    }
}
