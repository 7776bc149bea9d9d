package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpsmonConfTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @Test
    void anEmptyFileMeansTheDefaults() {
        UpsmonConf conf = read("");

        assertEquals(List.of(), conf.monitors());
        assertEquals(1, conf.minSupplies());
        assertEquals("", conf.shutdownCmd());
        assertEquals(Optional.empty(), conf.notifyCmd());
        assertEquals(Duration.ofSeconds(5), conf.pollFreq());
        assertEquals(Duration.ofSeconds(5), conf.pollFreqAlert());
        assertEquals(Duration.ofSeconds(15), conf.hostSync());
        assertEquals(Duration.ofSeconds(15), conf.deadTime());
        assertEquals(Duration.ofSeconds(5), conf.finalDelay());
        assertEquals(Duration.ofSeconds(43200), conf.rbWarnTime());
        assertEquals(Duration.ofSeconds(300), conf.noCommWarnTime());
        assertEquals(Optional.empty(), conf.powerDownFlag());
        assertEquals(Optional.empty(), conf.runAsUser());
        assertEquals(Duration.ZERO, conf.critical().oblb());
        assertEquals(Optional.of(Duration.ofSeconds(30)), conf.critical().off());
        assertEquals(Optional.empty(), conf.critical().over());
        assertTrue(conf.critical().alarm());
        assertEquals(Optional.of(Duration.ZERO), conf.shutdownExit());
        assertEquals(-1, conf.pollFailLogMax());
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @CsvSource({"yes,0", "ON,0", "true,0", "no,-1", "off,-1", "False,-1", "0,0", "60,60", "-1,-1", "-60,-1"})
    void shutdownexitIsAtOnceNeverOrAfterATime(String value, long seconds) {
        UpsmonConf conf = read("SHUTDOWNEXIT 7\nSHUTDOWNEXIT " + value);

        assertEquals(seconds, conf.shutdownExit().map(Duration::toSeconds).orElse(-1L));
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @CsvSource({"OFFDURATION -1,-1", "OFFDURATION 0,0", "OFFDURATION 7,7"})
    void offdurationIsNeverAtOnceOrAfterATime(String line, long seconds) {
        UpsmonConf conf = read(line);

        assertEquals(seconds, conf.critical().off().map(Duration::toSeconds).orElse(-1L));
    }

    @Test
    void everyDirectiveThatWorksIsRead() {
        UpsmonConf conf = read("""
            RUN_AS_USER nutmon
            MONITOR su700@localhost 1 upswired "bl\\#ah" primary
            MONITOR fenton@[::1]:5678 0 observer abcd slave
            MINSUPPLIES 1
            SHUTDOWNCMD "/sbin/shutdown -h +0"
            NOTIFYCMD /usr/local/ups/bin/upssched
            NOTIFYMSG ONBATT "Someone pulled the plug on %s"
            NOTIFYFLAG ONLINE SYSLOG
            NOTIFYFLAG onbatt SYSLOG+WALL+EXEC
            POLLFREQ 7
            POLLFREQALERT 2
            HOSTSYNC 20
            DEADTIME 21
            FINALDELAY 0
            RBWARNTIME 100
            NOCOMMWARNTIME 200
            POWERDOWNFLAG /etc/killpower
            DEBUG_MIN 1
            OFFDURATION 11
            OVERDURATION 12
            OBLBDURATION 13
            ALARMCRITICAL 0
            SHUTDOWNEXIT 14
            POLLFAIL_LOG_THROTTLE_MAX 15
            """);

        assertEquals(List.of(), heard.lines);
        assertEquals(Optional.of("nutmon"), conf.runAsUser());
        assertEquals(List.of("su700@localhost (primary, power value 1, user upswired)",
            "fenton@[::1]:5678 (secondary, power value 0, user observer)"), conf.monitors().stream().map(Object::toString).toList());
        assertEquals("bl#ah", conf.monitors().getFirst().password());
        assertEquals(5678, conf.monitors().get(1).ups().port());
        assertEquals("/sbin/shutdown -h +0", conf.shutdownCmd());
        assertEquals(Optional.of("/usr/local/ups/bin/upssched"), conf.notifyCmd());
        assertEquals("Someone pulled the plug on %s", conf.notifyMessages().get(NotifyType.ONBATT));
        assertEquals(Set.of(NotifyFlag.SYSLOG), conf.notifyFlags().get(NotifyType.ONLINE));
        assertEquals(Set.of(NotifyFlag.SYSLOG, NotifyFlag.WALL, NotifyFlag.EXEC), conf.notifyFlags().get(NotifyType.ONBATT));
        assertEquals(List.of(7L, 2L, 20L, 21L, 0L, 100L, 200L), List.of(conf.pollFreq().toSeconds(), conf.pollFreqAlert().toSeconds(),
            conf.hostSync().toSeconds(), conf.deadTime().toSeconds(), conf.finalDelay().toSeconds(), conf.rbWarnTime().toSeconds(),
            conf.noCommWarnTime().toSeconds()));
        assertEquals(Optional.of(Path.of("/etc/killpower")), conf.powerDownFlag());
        assertEquals(1, conf.debugMin());
        assertEquals(new UpsmonConf.CriticalStates(Duration.ofSeconds(13), Optional.of(Duration.ofSeconds(11)),
            Optional.of(Duration.ofSeconds(12)), false), conf.critical());
        assertEquals(Optional.of(Duration.ofSeconds(14)), conf.shutdownExit());
        assertEquals(15, conf.pollFailLogMax());
    }

    @ParameterizedTest
    @EnumSource(NotifyType.class)
    void everyNotificationHasAMessageAndGoesToSyslogAndWall(NotifyType type) {
        UpsmonConf conf = read("");

        assertEquals(type.defaultMessage(), conf.notifyMessages().get(type));
        assertEquals(Set.of(NotifyFlag.SYSLOG, NotifyFlag.WALL), conf.notifyFlags().get(type));
    }

    @ParameterizedTest
    @CsvSource({"ONLINE,1", "ALARM,2", "OTHER,2", "SHUTDOWN,0", "NOPARENT,0", "SUSPEND_STARTING,0", "SUSPEND_FINISHED,0", "NOTALARM,1"})
    void aMessageHasAsManyArgumentsAsNuts(NotifyType type, int arguments) {
        String message = type.defaultMessage();

        assertEquals(arguments, message.split("%s", -1).length - 1, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POLLFREQ -3                     | error upsmon.conf:1: POLLFREQ is "-3" but must be a whole number from 1 up; it stays 5
        POLLFREQ abc                    | error upsmon.conf:1: POLLFREQ is "abc" but must be a whole number from 1 up; it stays 5
        POLLFREQ = 3                    | error upsmon.conf:1: POLLFREQ is followed by '='
        OFFDURATION soon                | error upsmon.conf:1: OFFDURATION is "soon" but must be a whole number of seconds; it stays 30
        OVERDURATION 1.5                | error upsmon.conf:1: OVERDURATION is "1.5" but must be a whole number of seconds; it stays -1
        OBLBDURATION                    | error upsmon.conf:1: OBLBDURATION stands without its value; write OBLBDURATION SECONDS
        SHUTDOWNEXIT maybe              | error upsmon.conf:1: SHUTDOWNEXIT is "maybe" but must be a whole number of seconds; it stays 0
        ALARMCRITICAL maybe             | error upsmon.conf:1: ALARMCRITICAL is "maybe" but must be yes or no; it stays yes
        POLLFAIL_LOG_THROTTLE_MAX x     | error upsmon.conf:1: POLLFAIL_LOG_THROTTLE_MAX is "x" but must be a whole number
        OffDuration 3                   | error upsmon.conf:1: the directive OffDuration must be written OFFDURATION
        FINALDELAY -1                   | error upsmon.conf:1: FINALDELAY is "-1" but must be a whole number from 0 up; it stays 5
        NOTIFYMSG ONLINE                | error upsmon.conf:1: NOTIFYMSG stands without its value; write NOTIFYMSG TYPE
        NOTIFYMSG ONLINE on line        | warning upsmon.conf:1: the words after the first 2 values of NOTIFYMSG have no effect
        NOTIFYMSG ONLIN on              | error upsmon.conf:1: NOTIFYMSG: ONLIN is not a valid notify type
        NOTIFYFLAG ONLIN SYSLOG         | error upsmon.conf:1: NOTIFYFLAG: ONLIN is not a valid notify type
        NOTIFYFLAG ONLINE SYSLOG+MAIL   | error upsmon.conf:1: NOTIFYFLAG ONLINE: invalid notify flag MAIL
        NOTIFYFLAG ONLINE SYSLOG+       | error upsmon.conf:1: NOTIFYFLAG ONLINE: invalid notify flag ;
        NOTIFYFLAG ONLINE IGNORE+EXEC   | warning upsmon.conf:1: NOTIFYFLAG ONLINE joins IGNORE with other flags
        MONITOR @h 1 u s3cret primary   | error upsmon.conf:1: MONITOR names no UPS: "@h" has no UPS name
        MONITOR a@h u s3cret primary x  | error upsmon.conf:1: UPS [a@h]: the power value is not a whole number
        MONITOR a@h -1 u s3cret primary | error upsmon.conf:1: UPS [a@h]: the power value is not a whole number
        MONITOR a@h 1 u primary s3cret  | error upsmon.conf:1: UPS [a@h]: the type is neither primary nor secondary
        MONITOR ok 1 u s3cret secondary | error upsmon.conf:2: ignoring duplicate UPS [ok], which already stands in line 1
        MONITORS a 1 u s3cret primary   | error upsmon.conf:1: invalid directive MONITORS
        """)
    void aWrongLineIsAComplaintWithoutThePasswordAndTheRestIsRead(String line, String complaint) {
        UpsmonConf conf = read(line + "\nMONITOR ok 1 u s3cret primary\nMINSUPPLIES 3\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith(complaint), heard.lines.getFirst());
        assertFalse(heard.lines.getFirst().contains("s3cret"), heard.lines.getFirst());
        assertEquals(3, conf.minSupplies());
        assertEquals(5, conf.pollFreq().toSeconds());
        assertFalse(conf.toString().contains("s3cret"), conf.toString());
    }

    @Test
    void aMonitorLineWithoutAUserEndsTheProgramAsInNut() {
        AdminFault fault = assertThrows(AdminFault.class, () -> read("\nMONITOR su700@localhost 1 s3cret primary\n"));

        assertTrue(fault.getMessage().contains("upsmon.conf:2: this MONITOR line is of the old style"), fault.getMessage());
        assertFalse(fault.getMessage().contains("s3cret"), fault.getMessage());
    }

    @Test
    void furtherWordsOfACommandBecomeArgumentsOfTheShellsLine() {
        UpsmonConf conf = read("SHUTDOWNCMD /sbin/shutdown -h \"it's over\"\n");

        assertEquals("/sbin/shutdown '-h' 'it'\\''s over'", conf.shutdownCmd());
    }

    @ParameterizedTest
    @CsvSource({"su700@region,true", "su700@Region,false", "su700@region.,false", "su700@region:3493,false", "su700@[region],false",
        "su700,false"})
    void theHostRegionIsNoHost(String ups, boolean region) {
        UpsmonConf conf = read("MONITOR " + ups + " 1 - - primary\n");

        assertEquals(region, conf.monitors().getFirst().isRegion());
        assertEquals(ups, conf.monitors().getFirst().ups().toString());
    }

    @Test
    void regionsAreReadWhereStatepathSaysAndBelievedForMaxage() {
        UpsmonConf silent = read("");
        UpsmonConf conf = read("STATEPATH /chroot/nut/var/state/ups\nSTATEPATH state\nMAXAGE 25\nMONITOR ../x@region 1 - - primary\n");

        assertEquals(new UpsmonConf.Regions(Optional.empty(), Duration.ofSeconds(15)), silent.regions());
        assertEquals(new UpsmonConf.Regions(Optional.of(Path.of("/chroot/nut/var/state/ups")), Duration.ofSeconds(25)), conf.regions());
        assertEquals(List.of(), conf.monitors());
        assertEquals(2, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().contains("STATEPATH state does not begin with /"), heard.lines.toString());
        assertTrue(heard.lines.getLast().contains("no driver's UPS can have such a name"), heard.lines.toString());
    }

    private UpsmonConf read(String content) {
        return UpsmonConf.read(Heard.file(directory, "upsmon.conf", content), heard);
    }
}
