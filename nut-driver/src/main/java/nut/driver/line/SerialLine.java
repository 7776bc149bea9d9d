package nut.driver.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local serial port, opened for this process alone (flock), raw, 8N1, without flow control in either direction. A thread of its own sits
 * in read() and hands every byte over at once.
 *
 * <p>What is particular about jSerialComm 2.11 and about ptys:
 * <ul>
 * <li>A port that does not exist is looked for under its last name in /dev as well, which may be another device. So the path is resolved
 *     here, and only an existing one is handed over.</li>
 * <li>openPort() may answer true and leave an error code (ENOTTY on a pty, which has no modem lines): that is no failure.</li>
 * <li>Closing while another thread is in read() is not safe. So the port is made non-blocking first, which wakes the reader; closed when it
 *     is gone.</li>
 * </ul>
 */
public final class SerialLine implements Line {
    private static final int READ_BYTES = 256;
    private static final int EACCES = 13;
    private static final int ENXIO = 6;
    private static final int EWOULDBLOCK = 11;
    private static final int EIO = 5;
    private static final int EBUSY = 16;
    private static final int ENOENT = 2;

    private final SerialPort port;
    private final ByteInbox inbox;
    private final LineReader reader;
    private volatile boolean closing;

    private SerialLine(SerialPort port, ByteInbox inbox, String name) {
        this.port = port;
        this.inbox = inbox;
        this.reader = new LineReader(name, this::listen);
    }

    /**
     * Opens a port.
     *
     * @param path  the device, or a link to it
     * @param lines how the port is to be set
     * @param news  called by a thread of the line when bytes came or the device is gone
     * @throws LineLost when it cannot be opened
     */
    public static SerialLine open(Path path, Setup lines, Runnable news) throws LineLost {
        NativeLibrary.load();
        Path device = resolved(path);
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device.toString());
        } catch (SerialPortInvalidPortException vanished) {
            throw new LineLost("no such device");
        }
        port.setComPortParameters(lines.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        port.setDTRandRTS(lines.dtr(), lines.rts());
        if (!lines.exclusive()) {
            port.disableExclusiveLock();
        }
        port.flushIOBuffers();
        if (!port.openPort(0)) {
            throw new LineLost(reason(port.getLastErrorCode()));
        }
        SerialLine line = new SerialLine(port, new ByteInbox(news), path.getFileName().toString());
        line.reader.start();
        return line;
    }

    /**
     * How a port is to be set.
     *
     * @param baud      bits a second
     * @param dtr       whether Data Terminal Ready is raised
     * @param rts       whether Request To Send is raised
     * @param exclusive whether nobody else may open the port
     */
    public record Setup(int baud, boolean dtr, boolean rts, boolean exclusive) {
    }

    @Override
    public void write(byte... bytes) throws LineLost {
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw new LineLost("cannot write: " + reason(port.getLastErrorCode()));
        }
    }

    @Override
    public int read(long deadlineNanos) throws LineLost {
        return inbox.take(deadlineNanos);
    }

    @Override
    public boolean hasNews() {
        return inbox.hasNews();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        closing = true;
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        reader.awaitEnd(port::closePort);
    }

    private void listen() {
        byte[] buffer = new byte[READ_BYTES];
        while (!closing) {
            int count = port.readBytes(buffer, READ_BYTES);
            if (count > 0) {
                inbox.put(buffer, count);
            } else if (!closing) {
                inbox.lost("the device is gone");
                return;
            }
        }
    }

    static Path resolved(Path path) throws LineLost {
        try {
            return path.toRealPath();
        } catch (IOException unresolved) {
            throw new LineLost(Files.isSymbolicLink(path) ? "its link points to nothing" : "no such device");
        }
    }

    static String reason(int errno) {
        return switch (errno) {
            case ENOENT, ENXIO -> "no such device";
            case EIO -> "the device is gone";
            case EACCES -> "permission denied";
            case EWOULDBLOCK, EBUSY -> "another program has it open";
            default -> "error " + errno;
        };
    }
}
