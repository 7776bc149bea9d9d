package nut.driver.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import nut.common.posix.PosixException;
import nut.common.posix.SerialDevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modem lines of a local serial port, opened for this process alone (flock, TIOCEXCL).
 *
 * <p>What the kernel and jSerialComm 2.11 do to the lines, and what is done about it:
 * <ul>
 * <li>Linux raises DTR and RTS whenever anybody opens the port, also while somebody else has it. So the wanted levels are set in the next
 *     system calls; nobody but root can open the port from then on; and each look sets the lines again that are not as they should be.</li>
 * <li>Outside a jail jSerialComm opens and closes every UART of the machine when it is first asked for a port: the lines are set again
 *     right after that.</li>
 * <li>jSerialComm sets the lines before it tries the lock, which would disturb a driver that has the port. So the lock is tried first.</li>
 * <li>Linux lowers DTR and RTS when the last user closes the port, if HUPCL is set, as it is by default. jSerialComm clears it only when
 *     one of the two is low. It is cleared in all cases here, as NUT does.</li>
 * <li>jSerialComm's getters say "low" as well when the system call failed. So a look counts only when one of the lines that are driven was
 *     read as high, or, when none is, when they could be set as they are: this fails when the device is gone.</li>
 * </ul>
 */
public final class SerialModemLines implements ModemLines {
    private static final Logger LOG = LoggerFactory.getLogger(SerialModemLines.class);
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private final SerialPort port;
    private OutputLines driven = new OutputLines(false, false, false);
    private boolean open = true;
    /** Some adapters do not tell what they were told. */
    private boolean readsBack;
    private boolean disturbed;

    private SerialModemLines(SerialPort port) {
        this.port = port;
    }

    /**
     * Opens a port and sets the lines that go to the UPS.
     *
     * @param path      the device, or a link to it
     * @param levels    how the lines are to be from the beginning
     * @param exclusive whether nobody else may have the port open
     * @throws LineLost when it cannot be opened, or has no modem lines
     */
    public static SerialModemLines open(Path path, OutputLines levels, boolean exclusive) throws LineLost {
        NativeLibrary.load();
        Path device = SerialLine.resolved(path);
        try (SerialDevice file = SerialDevice.open(device)) {
            if (exclusive && file.isLocked()) {
                throw new LineLost("another program has it open");
            }
            file.setLines(levels.dtr(), levels.rts());
            SerialPort port = port(device, levels, exclusive);
            file.setLines(levels.dtr(), levels.rts());
            if (!port.openPort(0)) {
                throw new LineLost(reason(port.getLastErrorCode()));
            }
            SerialModemLines lines = new SerialModemLines(port);
            try {
                lines.drive(levels);
                file.keepLinesAfterClose();
                if (exclusive) {
                    file.refuseOthers();
                }
                return lines;
            } catch (LineLost | PosixException failed) {
                lines.close();
                throw failed;
            }
        } catch (PosixException refused) {
            throw new LineLost(reason(refused.errno()));
        }
    }

    private static SerialPort port(Path device, OutputLines levels, boolean exclusive) throws LineLost {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device.toString());
        } catch (SerialPortInvalidPortException vanished) {
            throw new LineLost("no such device");
        }
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        port.setDTRandRTS(levels.dtr(), levels.rts());
        if (!exclusive) {
            port.disableExclusiveLock();
        }
        return port;
    }

    @Override
    public synchronized Set<InputLine> raised() throws LineLost {
        if (!open) {
            throw new LineLost("the port is closed");
        }
        EnumSet<InputLine> raised = EnumSet.noneOf(InputLine.class);
        for (InputLine line : InputLine.values()) {
            if (isRaised(line)) {
                raised.add(line);
            }
        }
        if (!answers()) {
            throw new LineLost("the device is gone");
        }
        return raised;
    }

    @Override
    public synchronized void drive(OutputLines levels) throws LineLost {
        if (!open) {
            throw new LineLost("the port is closed");
        }
        boolean set = port.setDTRandRTS(levels.dtr(), levels.rts());
        if (set && levels.breaking()) {
            set = port.setBreak();
        } else if (set && driven.breaking()) {
            set = port.clearBreak();
        }
        if (!set) {
            throw new LineLost(reason(port.getLastErrorCode()));
        }
        driven = levels;
        readsBack = port.getDTR() == levels.dtr() && port.getRTS() == levels.rts();
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            port.closePort();
        }
    }

    private boolean isRaised(InputLine line) {
        return switch (line) {
            case CTS -> port.getCTS();
            case DCD -> port.getDCD();
            case RNG -> port.getRI();
            case DSR -> port.getDSR();
        };
    }

    /** Whether the system answers. Lines that another program has changed are put right. */
    private boolean answers() {
        boolean dtr = port.getDTR();
        boolean rts = port.getRTS();
        if (dtr == driven.dtr() && rts == driven.rts()) {
            return dtr || rts || port.setDTRandRTS(false, false);
        }
        boolean set = port.setDTRandRTS(driven.dtr(), driven.rts());
        if (set && readsBack && !disturbed) {
            disturbed = true;
            LOG.warn("{}: another program has opened the port or changed its lines, which can switch a UPS off; they are set again, now and"
                + " each time it happens", port.getSystemPortPath());
        }
        return set;
    }

    private static String reason(int errno) {
        return switch (errno) {
            case ENOTTY, EINVAL -> "it has no modem lines, which a contact-closure UPS speaks through; is it a serial port?";
            default -> SerialLine.reason(errno);
        };
    }
}
