package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A datagram socket with a name in the file system or the abstract name space (unix(7)): how syslog and systemd's notify protocol are
 * spoken. The JDK has only the stream kind.
 */
public final class UnixDatagram implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    /** struct sockaddr_un: short sun_family, char sun_path[108]. */
    private static final int PATH_SIZE = 108;

    private static final CFunction SOCKET = Libc.function("socket");
    private static final CFunction CONNECT = Libc.function("connect");
    private static final CFunction BIND = Libc.function("bind");
    private static final CFunction SEND = Libc.function("send");
    private static final CFunction RECV = Libc.function("recv");

    private final int descriptor;

    private UnixDatagram(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Connects to a socket.
     *
     * @param name a path, or an abstract name after an at sign
     */
    public static UnixDatagram connect(String name) throws PosixException {
        return open(name, CONNECT, "connect to ");
    }

    /** Makes a socket of that name, to receive from. */
    public static UnixDatagram bind(String name) throws PosixException {
        return open(name, BIND, "bind ");
    }

    /** A socket that this process was started with. */
    public static UnixDatagram of(int descriptor) {
        return new UnixDatagram(descriptor);
    }

    /** Its number, for handing it on. */
    public int descriptor() {
        return descriptor;
    }

    private static UnixDatagram open(String name, CFunction how, String verb) throws PosixException {
        int descriptor = SOCKET.orFail("socket", AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, name);
            how.orFail(verb + name, descriptor, address.address(), address.byteSize());
            return new UnixDatagram(descriptor);
        } catch (PosixException failed) {
            FileDescriptors.close(descriptor);
            throw failed;
        }
    }

    private static MemorySegment address(Arena arena, String name) throws PosixException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (path.length >= PATH_SIZE) {
            throw new PosixException("'" + name + "' as the name of a socket", 36);
        }
        MemorySegment address = arena.allocate(2L + path.length + (isAbstract ? 0 : 1), 2);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        address.asByteBuffer().put(2, path);
        if (isAbstract) {
            address.set(JAVA_BYTE, 2, (byte) 0);
        }
        return address;
    }

    /** Sends one datagram, or fails at once when the receiver's queue is full (EAGAIN) or it is gone. */
    public void send(byte[] datagram) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            SEND.orFail("send", descriptor, CStrings.bytes(arena, datagram).address(), datagram.length, MSG_DONTWAIT_NOSIGNAL);
        }
    }

    /**
     * Waits for one datagram, of which at most so many bytes are kept.
     *
     * @return empty when the time was over first
     */
    public Optional<byte[]> receive(int atMost, Duration patience) throws PosixException {
        return Poll.readable(descriptor, patience) ? Optional.of(receive(atMost)) : Optional.empty();
    }

    /** Waits for one datagram, of which at most so many bytes are kept. */
    public byte[] receive(int atMost) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(atMost);
            int size = RECV.orFailUninterrupted("recv", descriptor, buffer.address(), atMost);
            return buffer.asSlice(0, size).toArray(JAVA_BYTE);
        }
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
