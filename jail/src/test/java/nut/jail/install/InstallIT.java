package nut.jail.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import nut.jail.chain.FreePort;
import nut.jail.install.ThrowAwayMachine.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** jail/install and jail/uninstall, and the start scripts that they put on a machine. */
@Timeout(300)
class InstallIT {
    /** A UPS that is a file, upsd on a port of its own, and a upsmon that could harm nobody. */
    private static final String CONFIGURATION = """
        configure() {
          cat > $ups/etc/ups.conf <<< $'[box]\\ndriver = dummy-ups\\nport = box.dev'
          echo 'ups.status: OL' > $ups/etc/box.dev
          echo "LISTEN 127.0.0.1 PORT" > $ups/etc/upsd.conf
          cat > $ups/etc/upsd.users <<< $'[monitor]\\npassword = secret\\nupsmon primary'
          cat > $ups/etc/upsmon.conf <<< $'MONITOR box@127.0.0.1:PORT 1 monitor secret primary\\nSHUTDOWNCMD "true"\\nSHUTDOWNFALLBACK ""'
        }
        """;

    @TempDir
    private Path folder;
    private ThrowAwayMachine machine;

    @BeforeEach
    void layTheOverlay() throws IOException, InterruptedException {
        machine = new ThrowAwayMachine(folder);
    }

    @Test
    void whatIsMadeIsTakenBackToTheLastFile() throws IOException, InterruptedException {
        Told told = machine.run("""
            everything > /run/before
            chapter install; ./install --yes --init both; echo "status $?"
            chapter users; id nutdev; id nutsrv; id nutmon
            chapter modes; stat -c '%n %a %U:%G' $ups/etc/*.conf $ups/etc/upsd.users /chroot/nut /chroot/nut/var/state/ups
            chapter jail; chroot --userspec=nutsrv:nut /chroot/nut $ups/runtime/bin/java -Dnut.program=upsd nut.upsd.Main -V
            chapter uninstall; ./uninstall --yes; echo "status $?"
            chapter left; everything | diff /run/before - && echo nothing
            """);

        told.holds("install", "status 0");
        told.holds("users", "(nutmon)");
        for (String file : new String[] {"ups.conf", "upsd.conf", "upsmon.conf", "upssched.conf"}) {
            told.holds("modes", "/usr/local/ups/etc/" + file + " 640 root:nut");
        }
        told.holds("modes", "/usr/local/ups/etc/upsd.users 600 nutsrv:root");
        told.holds("modes", "/chroot/nut/var/state/ups 1770 root:nut");
        told.holds("jail", "upsd");
        told.holds("uninstall", "nothing is left\nstatus 0");
        assertEquals("nothing", told.of("left"));
    }

    @Test
    void anUpgradeKeepsWhatTheAdminChangedAndSoDoesTheEnd() throws IOException, InterruptedException {
        Told told = machine.run("""
            everything > /run/before
            ./install --yes --init systemd --no-jail > /dev/null
            echo '# mine' >> $ups/etc/upsd.conf
            echo '# mine' >> $ups/etc/upsd.users; chown root:nut $ups/etc/upsd.users; chmod 640 $ups/etc/upsd.users
            rm $ups/etc/upssched.conf
            echo gone > $ups/bin/of-an-older-version; echo "file $ups/bin/of-an-older-version" >> $record
            { cat target/ups/etc/upsmon.conf.sample; echo '# a new sample'; } > /run/sample
            mount --bind /run/sample target/ups/etc/upsmon.conf.sample
            chapter again; ./install --yes --init systemd --no-jail; echo "status $?"
            chapter kept; tail -n 1 $ups/etc/upsd.conf; stat -c '%n %a %U:%G' $ups/etc/upsd.users $ups/etc/upsd.conf
            chapter followed; tail -n 1 $ups/etc/upsmon.conf
            chapter gone; ls $ups/bin/of-an-older-version $ups/etc/upssched.conf 2>&1
            chapter end; ./uninstall --yes; echo "status $?"
            chapter users; id -un nutdev; cat $ups/etc/upsd.conf | tail -n 1
            chapter purge; ./uninstall --yes --purge; echo "status $?"
            chapter left; everything | diff /run/before - && echo nothing
            """);

        told.holds("again", "status 0");
        assertEquals("# mine\n/usr/local/ups/etc/upsd.users 600 nutsrv:root\n/usr/local/ups/etc/upsd.conf 640 root:nut", told.of("kept"));
        assertEquals("# a new sample", told.of("followed"));
        assertEquals(2, told.of("gone").lines().filter(line -> line.contains("No such file")).count(), told.all());
        told.holds("end", "/usr/local/ups/etc/upsd.conf has been changed and stays");
        assertEquals("nutdev\n# mine", told.of("users"));
        told.holds("purge", "status 0");
        assertEquals("nothing", told.of("left"));
    }

    @Test
    void nothingIsDoneWithoutAnAnswer() throws IOException, InterruptedException {
        Told told = machine.run("""
            everything > /run/before
            chapter install; ./install; echo "status $?"
            chapter uninstall; ./uninstall --yes; echo "status $?"
            chapter left; everything | diff /run/before - && echo nothing
            """);

        told.holds("install", "It makes on this system: ");
        told.holds("install", "nothing was done (--yes answers for you)\nstatus 1");
        told.holds("uninstall", "jail/install made nothing here");
        assertEquals("nothing", told.of("left"));
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() throws IOException, InterruptedException {
        Told told = machine.run("""
            echo theirs > /etc/init.d/ups-monitor
            everything > /run/before
            chapter script; ./install --yes --init sysv; echo "status $?"
            mkdir -p $ups/bin; echo theirs > $ups/bin/upsc
            everything > /run/before
            chapter prefix; ./install --yes --init systemd; echo "status $?"
            chapter left; everything | diff /run/before - && cat /etc/init.d/ups-monitor $ups/bin/upsc
            """);

        told.holds("script", "install: /etc/init.d/ups-monitor is there already and of something else");
        told.holds("script", "status 1");
        told.holds("prefix", "install: /usr/local/ups is there already and was not made by install");
        assertEquals("theirs\ntheirs", told.of("left"));
    }

    @Test
    void theInitScriptStartsWhatIsConfiguredAndNothingElse() throws IOException, InterruptedException {
        Told told = machine.run((CONFIGURATION + """
            ./install --yes --init sysv > /dev/null
            chapter fresh; /etc/init.d/ups start; echo "status $?"
            configure; rm -rf /chroot/nut
            chapter start; /etc/init.d/ups start; echo "status $?"
            chapter status; /etc/init.d/ups status; echo "status $?"
            chapter users; ps -eo user:12,args | sed -n 's/^\\(nut[a-z]*\\) .*-Dnut.program=\\([a-z-]*\\) .*/\\1 \\2/p' | sort | uniq
            chapter roots; for name in dummy-ups upsd; do readlink /proc/$(pgrep -o -f -- "-Dnut.program=$name ")/root; done
            chapter served; $ups/bin/upsc box@127.0.0.1:PORT ups.status
            chapter reload; /etc/init.d/ups force-reload; echo "status $?"
            cat /run/upsmon.pid > /run/older
            chapter upgrade; ./install --yes --init sysv; echo "status $?"; cmp -s /run/older /run/upsmon.pid || echo anew
            chapter after; $ups/bin/upsc box@127.0.0.1:PORT ups.status
            chapter stop; /etc/init.d/ups stop; echo "status $?"
            chapter stopped; pgrep -f nut.program=; /etc/init.d/ups status; echo "status $?"
            """).replace("PORT", Integer.toString(FreePort.find())));

        told.holds("fresh", "nothing to do yet: /usr/local/ups/etc/ups.conf has no [section] for a UPS");
        told.holds("fresh", "status 0");
        told.holds("start", "status 0");
        told.holds("status", "status 0");
        assertEquals("nutdev dummy-ups\nnutmon upsmon\nnutsrv upsd", told.of("users"), told.all());
        assertEquals("/chroot/nut\n/chroot/nut", told.of("roots"), told.all());
        assertEquals("OL", told.of("served"));
        told.holds("reload", "status 0");
        told.holds("upgrade", "and what ran was started again\nstatus 0\nanew");
        assertEquals("OL", told.of("after"), told.all());
        told.holds("stop", "status 0");
        told.holds("stopped", "upsmon does not run\nstatus 3");
    }

    @Test
    void theLastStepCutsThePowerWithAllReadOnlyAndEverybodyDead() throws IOException, InterruptedException {
        Told told = machine.run("""
            ./install --yes --init both > /dev/null
            $ups/bin/upssim --link /run/ttyUPS --log /run/ups.log --owner $(id -u nutdev):$(id -g nutdev) --mode 660 > /run/ups.out &
            until [ -e /run/ttyUPS ]; do sleep 0.1; done
            touch /chroot/nut/dev/ttyS1; mount --bind $(readlink /run/ttyUPS) /chroot/nut/dev/ttyS1
            cat > $ups/etc/ups.conf <<< $'[su700]\\ndriver = newapc\\nport = /dev/ttyS1'
            cp $ups/etc/ups.conf /chroot/nut$ups/etc/ups.conf; chown root:nut /chroot/nut$ups/etc/ups.conf
            echo 'POWERDOWNFLAG /etc/killpower' > $ups/etc/upsmon.conf
            chapter unset; /usr/lib/systemd/system-shutdown/ups-killpower poweroff; echo "status $?"
            grep -c "SHUTDOWN ACCEPTED" /run/ups.log
            echo -n upsmon-shutdown-file > /etc/killpower
            mount -o remount,ro,bind /
            chapter readonly; touch /var/state/ups/x 2>&1; touch /chroot/nut/var/state/ups/x 2>&1
            chapter systemd; /usr/lib/systemd/system-shutdown/ups-killpower poweroff; echo "status $?"
            chapter sysv; /etc/init.d/ups-monitor poweroff; echo "status $?"
            chapter other; /etc/init.d/ups-monitor stop; echo "status $?"
            chapter ups; cat /run/ups.log
            """);

        assertEquals("status 0\n0", told.of("unset"), told.all());
        assertEquals(2, told.of("readonly").lines().filter(line -> line.contains("Read-only file system")).count(), told.all());
        told.holds("systemd", "POWERDOWNFLAG is there: telling the UPS to cut the power");
        told.holds("systemd", "UPS su700: newapc has had the UPS accept to cut the power");
        told.holds("systemd", "status 0");
        told.holds("sysv", "status 0");
        assertEquals("status 0", told.of("other"));
        assertEquals(2, told.of("ups").lines().filter(line -> line.contains("SHUTDOWN ACCEPTED")).count(), told.all());
    }

    @Test
    void systemdKnowsTheUnitsAndADriverForEachUps() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/systemd-analyze")), "this test needs systemd-analyze");
        Told told = machine.run((CONFIGURATION + """
            ./install --yes --init systemd --no-jail > /dev/null
            configure; printf '  [ two ]\\n  driver = dummy-ups\\n#[three]\\n' >> $ups/etc/ups.conf
            chapter verify; systemd-analyze verify /etc/systemd/system/ups*.service /etc/systemd/system/ups*.target; echo "status $?"
            mkdir /run/g; /etc/systemd/system-generators/ups-generator /run/g /run/g /run/g
            chapter drivers; cd /run/g && find . -type l -printf '%p -> %l\\n' | sort
            chapter exposure
            for unit in ups-driver@box upsd; do
              systemd-analyze security --offline=true --threshold=30 $unit.service > /run/said || cat /run/said
            done
            """).replace("PORT", "3493"));

        assertEquals("status 0", told.of("verify"));
        assertEquals("""
            ./ups-drivers.target.wants/ups-driver@box.service -> /etc/systemd/system/ups-driver@.service
            ./ups-drivers.target.wants/ups-driver@two.service -> /etc/systemd/system/ups-driver@.service""", told.of("drivers"));
        assertEquals("", told.of("exposure"), "at most 3.0");
    }

    @Test
    void forAPackageThereAreOnlyFiles() throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Process install = new ProcessBuilder(System.getProperty("nut.jail.folder") + "/install", "--root", root.toString())
            .inheritIO().start();

        assertEquals(0, install.waitFor());
        assertTrue(Files.isExecutable(root.resolve("usr/lib/systemd/system-shutdown/ups-killpower")));
        assertTrue(Files.isExecutable(root.resolve("usr/lib/systemd/system-sleep/ups-sleep")));
        assertTrue(Files.isExecutable(root.resolve("etc/init.d/ups")));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/default/ups"))));
        assertFalse(Files.exists(root.resolve("chroot")));
        try (Stream<Path> etc = Files.list(root.resolve("usr/local/ups/etc"))) {
            assertTrue(etc.allMatch(file -> file.toString().endsWith(".sample")));
        }
        try (Stream<Path> all = Files.walk(root)) {
            assertTrue(all.filter(Files::isRegularFile).noneMatch(InstallIT::hasPlaceholder));
        }
    }

    private static boolean hasPlaceholder(Path file) {
        try {
            return Files.size(file) < 10_000 && !file.toString().contains("/runtime/")
                && Files.readString(file).matches("(?s).*@(TREE|JAIL|UNITS|HARDENING|MADE)@.*");
        } catch (IOException unreadable) {
            throw new AssertionError(file + ": " + unreadable, unreadable);
        }
    }
}
