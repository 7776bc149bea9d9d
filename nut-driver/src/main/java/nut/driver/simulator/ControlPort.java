package nut.driver.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Semaphore;

/**
 * Where commands for the simulation come in: standard input, and a path that is either a fifo which is already there (commands only) or
 * becomes a unix stream socket (each command gets its answer). Threads wait here; what they read is handed to the simulation.
 */
final class ControlPort implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 8;
    private static final int MODE_TYPE = 0170000;
    private static final int MODE_FIFO = 0010000;

    private final Simulation simulation;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private ServerSocketChannel server;
    private Path path;

    ControlPort(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Obeys the lines of a stream until it ends, answers each one. */
    void attend(String name, InputStream in, OutputStream out) {
        Thread.ofPlatform().name(name).daemon().start(() -> converse(in, out));
    }

    /** Obeys the lines that come through a path. */
    void open(Path newPath) throws IOException {
        if (isFifo(newPath)) {
            RandomAccessFile fifo = new RandomAccessFile(newPath.toFile(), "rw");
            attend("control", Channels.newInputStream(fifo.getChannel()), OutputStream.nullOutputStream());
            return;
        }
        // Under its own name it appears only when it listens: whoever waits for the name can connect.
        Path fresh = newPath.resolveSibling("." + newPath.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(fresh));
        Files.move(fresh, newPath, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        path = newPath;
        Thread.ofPlatform().name("control").daemon().start(this::accept);
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
            Files.deleteIfExists(path);
        }
    }

    private void accept() {
        try {
            while (true) {
                places.acquire();
                SocketChannel client = server.accept();
                Thread.ofPlatform().name("control client").daemon().start(() -> {
                    try (client) {
                        converse(Channels.newInputStream(client), Channels.newOutputStream(client));
                    } catch (IOException closing) {
                        System.err.println("upssim: a control connection did not close: " + closing.getMessage());
                    } finally {
                        places.release();
                    }
                });
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (IOException closed) {
            if (server.isOpen()) {
                System.err.println("upssim: no more commands from " + path + ": " + closed.getMessage());
            }
        }
    }

    private void converse(InputStream in, OutputStream out) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String answer = simulation.control(line.strip()).join();
                    out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (IOException gone) {
            System.err.println("upssim: a control connection broke: " + gone.getMessage());
        }
    }

    private static boolean isFifo(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && ((int) Files.getAttribute(path, "unix:mode") & MODE_TYPE) == MODE_FIFO;
    }
}
