package nut.upsmon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.NutEnvironment;
import nut.common.log.Logging;
import nut.common.posix.Chroot;
import nut.common.posix.Credentials;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.common.posix.Users;
import nut.upsmon.notify.BadFrame;
import nut.upsmon.notify.Notifier;
import nut.upsmon.notify.Outbox;
import nut.upsmon.watch.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two children of the parent: each reads the configuration, gives up what it does not need, says that it is up, and works. */
final class Roles {
    static final String ROLE = "nut.upsmon.role";
    static final String NOTIFY_PIPE = "nut.upsmon.notify";
    static final String PARENT_PIPE = "nut.upsmon.parent";
    static final String READY_PIPE = "nut.upsmon.ready";
    static final String USER = "nut.upsmon.user";
    static final String FOREGROUND = "nut.upsmon.foreground";
    static final String DEBUG = "nut.upsmon.debug";
    static final byte UP = 'R';
    private static final String PROGRAM = "upsmon";

    private Roles() {
    }

    /** Runs the role that this process was started for. */
    static int run(String role) {
        try {
            UpsmonConf conf = UpsmonConf.read(NutEnvironment.current().confPath().resolve("upsmon.conf"), new Silence());
            if (role.equals("watcher")) {
                watch(conf);
            } else {
                notifyPeople(conf);
            }
            return 0;
        } catch (AdminFault fault) {
            LoggerFactory.getLogger(PROGRAM).error("{}: {}", role, fault.getMessage());
        } catch (BadFrame bad) {
            LoggerFactory.getLogger(PROGRAM).error("notifier ends: {}; the watcher is not to be trusted", bad.getMessage());
        } catch (IOException | InterruptedException failed) {
            LoggerFactory.getLogger(PROGRAM).error("{} ends: {}", role, failed.toString());
        }
        return 1;
    }

    private static void notifyPeople(UpsmonConf conf) throws PosixException, BadFrame {
        startLogging();
        int pipe = number(NOTIFY_PIPE);
        FileDescriptors.closeOnExec(pipe, true);
        drop(Optional.empty());
        up();
        new Notifier(conf, pipe).run();
    }

    private static void watch(UpsmonConf conf) throws IOException, InterruptedException {
        Outbox outbox = new Outbox(number(NOTIFY_PIPE));
        Logging.to(PROGRAM, number(DEBUG), outbox);
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Monitor monitor : conf.monitors()) {
            addresses.add(address(monitor));
        }
        Watcher watcher = new Watcher(conf, addresses, number(PARENT_PIPE), outbox);
        loadNetworking();
        drop(Optional.of(EmptyRoot.prepare(NutEnvironment.current().pidPath())));
        watcher.start();
        up();
        watcher.run();
    }

    /** The JDK's network code has libraries of its own, which cannot be found in an empty directory. */
    private static void loadNetworking() throws IOException {
        try (Socket unused = new Socket()) {
            unused.setTcpNoDelay(true);
        }
    }

    private static InetSocketAddress address(Monitor monitor) {
        try {
            return new InetSocketAddress(InetAddress.getByName(monitor.ups().host()), monitor.ups().port());
        } catch (UnknownHostException unknown) {
            throw new AdminFault(monitor.position() + ": the host '" + monitor.ups().host()
                + "' cannot be looked up; give an address, or put it into /etc/hosts so that a power failure needs no name server");
        }
    }

    private static void startLogging() {
        if (Boolean.getBoolean(FOREGROUND)) {
            Logging.foreground(PROGRAM, number(DEBUG));
        } else {
            Logging.background(PROGRAM, number(DEBUG));
        }
    }

    /** Enters the root directory if one is given, and becomes the unprivileged user; as a plain user, stays as it is. */
    private static void drop(Optional<Path> root) throws PosixException {
        Logger log = LoggerFactory.getLogger(PROGRAM);
        if (Credentials.isRoot()) {
            var user = Users.resolve(System.getProperty(USER), Optional.empty());
            root.ifPresent(Chroot::enter);
            Credentials.drop(user);
        } else if (root.isPresent()) {
            log.info("not started by root: the watcher stays outside a chroot, as uid {}", Credentials.uid());
        }
        ProcessControl.signalWhenParentEnds(Kill.SIGTERM);
    }

    private static void up() throws PosixException {
        int ready = number(READY_PIPE);
        FileDescriptors.write(ready, new byte[] {UP});
        FileDescriptors.close(ready);
    }

    private static int number(String property) {
        return Integer.getInteger(property, 0);
    }

    /** The parent has complained already. */
    private static final class Silence implements Complaints {
        @Override
        public void warning(Position where, String what) {
        }

        @Override
        public void error(Position where, String what) {
        }
    }
}
