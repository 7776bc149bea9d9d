package nut.common.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * upsd.conf: how upsd serves. See upsd.conf(5). The variables ALLOW_NO_DEVICE, ALLOW_NOT_ALL_LISTENERS and NUT_STATEPATH of the environment
 * are not looked at here.
 *
 * @param listen                where to listen, in the order of the file; if it says nothing, 127.0.0.1 and ::1, at line 0
 * @param maxAge                how long a driver may say nothing until its data is stale; 15 s
 * @param maxConn               how many connections at most; {@link Integer#MAX_VALUE} if the file says nothing
 * @param statePath             the state directory, if the file names one; that of ups.conf comes first
 * @param trackingDelay         how long the outcome of a command is kept; 1 h
 * @param allowNoDevice         whether upsd starts without any UPS in ups.conf
 * @param allowNotAllListeners  whether upsd starts if it can listen at some of the places only
 * @param debugMin              the least debug level
 * @param dataPath              the directory of a cmdvartab, if the file names one
 * @param tls                   the certificates
 */
public record UpsdConf(List<Listen> listen, Duration maxAge, int maxConn, Optional<Path> statePath, Duration trackingDelay,
    boolean allowNoDevice, boolean allowNotAllListeners, int debugMin, Optional<Path> dataPath, UpsdTls tls) {

    /**
     * One place to listen at.
     *
     * @param position of the LISTEN line, for complaints; line 0 for a default
     * @param host     an address or a name as it was written; {@code *} for every address of both families
     * @param port     1 to 65535
     */
    public record Listen(Position position, String host, int port) {
        /** Whether nobody asked for it: NUT is content if one of the two defaults works. */
        public boolean isDefault() {
            return position.line() == 0;
        }
    }

    /** A file's content. */
    public UpsdConf {
        listen = List.copyOf(listen);
    }

    /**
     * Reads the file.
     *
     * @throws nut.common.AdminFault if it cannot be read
     */
    public static UpsdConf read(Path file, Complaints complaints) {
        return new UpsdConfReader(complaints, file).read(file.toString(), ConfigurationFile.secretStatements(file, complaints));
    }
}
