package nut.upsmon.sched;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import nut.common.AdminFault;

/** The socket PIPEFN, which its owner alone can connect to. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object identity;

    private Listener(Path path, ServerSocketChannel channel, Object identity) {
        this.path = path;
        this.channel = channel;
        this.identity = identity;
    }

    /** Listens, in place of a socket that a daemon has left behind. */
    static Listener open(Path path, Selector selector) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.readAttributes(path, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS).isOther()) {
                throw new AdminFault("PIPEFN " + path + " is not a socket; remove it, or name another path in upssched.conf");
            }
            Files.deleteIfExists(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
                return new Listener(path, channel, identity(path));
            } catch (IOException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new AdminFault("PIPEFN " + path + " cannot be made (" + failed.getMessage()
                + "); name a path of less than 100 characters in a directory that upsmon's user can write to");
        }
    }

    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }

    /** Whether the path still leads here: somebody may have cleaned up. */
    boolean isThere() {
        try {
            return Objects.equals(identity, identity(path));
        } catch (IOException removed) {
            return false;
        }
    }

    /** Who waits to be let in; null for nobody. */
    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /**
     * Takes the path away first, so that a call which comes now starts a daemon of its own; one that is here already reads the end of file
     * and tries again.
     */
    @Override
    public void close() throws IOException {
        if (isThere()) {
            Files.deleteIfExists(path);
        }
        for (SocketChannel late = channel.accept(); late != null; late = channel.accept()) {
            late.close();
        }
        channel.close();
    }
}
