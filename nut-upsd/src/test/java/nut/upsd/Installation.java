package nut.upsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.state.DriverEnd;
import nut.common.state.Outcome;
import nut.common.state.UpsSnapshot;
import nut.upsd.net.Family;

/** A whole upsd in a directory of its own: its files, real drivers' ends, a free port. */
final class Installation implements AutoCloseable {
    private final Path directory;
    private final InetSocketAddress address;
    private final List<DriverEnd> drivers = new ArrayList<>();
    private Upsd upsd;

    Installation(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectory(directory.resolve("etc"));
        Files.createDirectory(directory.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
        }
        write("upsd.conf", "LISTEN 127.0.0.1 " + address.getPort() + "\n");
        write("ups.conf", "[su700]\n driver = newapc\n port = /dev/ttyS0\n desc = \"Rack 4\"\n");
        write("upsd.users", "[admin]\n password = adm\n actions = SET\n instcmds = ALL\n[mon]\n password = mon\n upsmon primary\n");
    }

    void write(String file, String text) throws IOException {
        Path path = Files.writeString(directory.resolve("etc").resolve(file), text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    }

    InetSocketAddress address() {
        return address;
    }

    Upsd start() throws IOException {
        return start(Map.of());
    }

    Upsd start(Map<String, String> environment) throws IOException {
        upsd = new Upsd(new UpsdOptions(directory.resolve("etc"), directory.resolve("state"), directory.resolve("state/upsd.pid"), true,
            Family.ANY, 0, environment));
        upsd.start();
        return upsd;
    }

    /** A driver that serves a snapshot and does whatever it is told. */
    DriverEnd driver(String ups, UpsSnapshot snapshot) {
        List<DriverEnd> self = new ArrayList<>();
        DriverEnd driver = DriverEnd.create(directory.resolve("state"), ups, "newapc", "0.1.0", request -> {
            Optional<Outcome> outcome = ScriptedAnswers.to(request.words());
            outcome.ifPresent(o -> self.getFirst().outcome(request.id(), o));
        });
        self.add(driver);
        drivers.add(driver);
        driver.publish(snapshot);
        driver.heartbeat();
        return driver;
    }

    SocketWire connect() throws IOException {
        return new SocketWire(address);
    }

    /** A client that has said who it is. */
    SocketWire connect(String user, String password) throws IOException {
        SocketWire wire = connect();
        ask(wire, "USERNAME " + user);
        ask(wire, "PASSWORD " + password);
        return wire;
    }

    static String ask(SocketWire wire, String request) {
        try {
            wire.send((request + "\n").getBytes(StandardCharsets.US_ASCII));
            return wire.receive();
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    /** Asks until the answer is as wanted: news from drivers take a moment. */
    static void awaitAnswer(SocketWire wire, String request, String wanted) {
        RunningLoop.await(request + " to be answered with " + wanted, () -> wanted.equals(ask(wire, request)));
    }

    @Override
    public void close() {
        if (upsd != null) {
            upsd.stop();
        }
        drivers.forEach(DriverEnd::close);
    }
}
