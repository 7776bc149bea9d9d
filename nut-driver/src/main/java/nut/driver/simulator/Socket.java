package nut.driver.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import nut.common.ThreadEnd;
import nut.common.posix.Pty;

/**
 * The serial socket at the back of the UPS: a pty while a cable is plugged in, nothing otherwise. A thread of its own waits for what the
 * computer writes and hands it over; everything else is called by the owner only.
 */
final class Socket implements AutoCloseable {
    private final Options options;
    private final Consumer<byte[]> heard;
    private Pty pty;
    private Thread reader;

    Socket(Options options, Consumer<byte[]> heard) {
        this.options = options;
        this.heard = heard;
    }

    boolean isPlugged() {
        return pty != null;
    }

    /** Plugs a cable in: a new device, and the link points to it. Returns the device. */
    Path plug() throws IOException {
        if (isPlugged()) {
            return pty.device();
        }
        Pty fresh = Pty.open();
        try {
            dress(fresh.device());
            if (options.link().isPresent()) {
                point(options.link().get(), fresh.device());
            }
        } catch (IOException failed) {
            fresh.close();
            throw failed;
        }
        pty = fresh;
        reader = Thread.ofPlatform().name("pty").daemon().start(() -> listen(fresh));
        return fresh.device();
    }

    /** Takes the cable out: the device is gone, the link too. */
    void unplug() throws IOException {
        if (!isPlugged()) {
            return;
        }
        reader.interrupt();
        pty.wake();
        join();
        pty.close();
        pty = null;
        if (options.link().isPresent()) {
            Files.deleteIfExists(options.link().get());
        }
    }

    /** Sends a byte to the computer, if one is connected. */
    void send(byte value) throws IOException {
        if (isPlugged()) {
            pty.write(value);
        }
    }

    @Override
    public void close() throws IOException {
        unplug();
    }

    private void listen(Pty from) {
        byte[] buffer = new byte[256];
        try {
            for (int count = from.read(buffer); count > 0; count = from.read(buffer)) {
                byte[] bytes = new byte[count];
                System.arraycopy(buffer, 0, bytes, 0, count);
                heard.accept(bytes);
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the pty cannot be read", broken);
        }
    }

    private void join() {
        ThreadEnd.await(reader);
    }

    private void dress(Path device) throws IOException {
        if (options.owner().isPresent()) {
            Files.setAttribute(device, "unix:gid", options.owner().get().gid());
            Files.setAttribute(device, "unix:uid", options.owner().get().uid());
        }
        if (options.permissions().isPresent()) {
            Files.setPosixFilePermissions(device, options.permissions().get());
        }
    }

    private static void point(Path link, Path device) throws IOException {
        Path fresh = link.resolveSibling("." + link.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, device);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
