package nut.jail.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * The network between one machine and upsd. It can be frozen, as by a switch that lost its power: bytes stop and nobody is told. It can be
 * cut, as by a host that says so: connections end, and new ones end at once. Any thread may do either.
 */
final class Relay implements AutoCloseable {
    private enum Cable { WHOLE, FROZEN, CUT }

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final List<Socket> sockets = new ArrayList<>();
    private Cable cable = Cable.WHOLE;

    /** A whole cable to a server of this machine. */
    Relay(int serverPort) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    /** Where the machine connects. */
    int port() {
        return door.getLocalPort();
    }

    /** Bytes stop. */
    synchronized void freeze() {
        cable = Cable.FROZEN;
    }

    /** Connections end, and new ones too. */
    synchronized void cut() {
        cable = Cable.CUT;
        hangUp();
    }

    /** All is well again; what was under way in a frozen cable arrives. */
    synchronized void mend() {
        cable = Cable.WHOLE;
        notifyAll();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (enters(client)) {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void connect(Socket client) {
        Socket upsd = new Socket();
        try {
            awaitWhole();
            upsd.connect(server);
            if (enters(upsd)) {
                Thread.ofVirtual().start(() -> pass(client, upsd));
                pass(upsd, client);
            }
        } catch (IOException refused) {
            hangUp(client);
            hangUp(upsd);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                awaitWhole();
                out.write(bytes, 0, count);
            }
            awaitWhole();
        } catch (IOException ended) {
            // However a connection ends, both of its ends do.
            hangUp(to);
        }
        hangUp(from);
        hangUp(to);
    }

    private synchronized boolean enters(Socket socket) {
        sockets.add(socket);
        if (cable == Cable.CUT) {
            hangUp(socket);
        }
        return cable != Cable.CUT;
    }

    private synchronized void awaitWhole() throws IOException {
        while (cable == Cable.FROZEN) {
            try {
                wait();
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
        }
    }

    private synchronized void hangUp() {
        sockets.forEach(Relay::hangUp);
        sockets.clear();
        notifyAll();
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new IllegalStateException("a socket cannot be closed", closed);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
