package nut.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import nut.common.conf.AuthConf;
import nut.common.conf.ClientTlsConf;
import nut.common.daemon.Given;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/**
 * How a program connects.
 *
 * @param timeout for a connection and for each answer (-W)
 * @param conf    the nutauth.conf that counts (-A): with TLS where it wants that
 */
record Connector(Duration timeout, Optional<AuthConf> conf) {
    /** As the command line says. */
    static Connector of(Given given) {
        return new Connector(Program.timeout(given), AuthFile.read(given, System.getenv()));
    }

    /**
     * Connects.
     *
     * @throws nut.common.AdminFault if a certificate that nutauth.conf names cannot be used
     */
    NutConnection open(UpsAddress server) throws IOException {
        return ConnectionSecurity.open(conf.flatMap(file -> file.account(server.host(), server.port()))
            .map(AuthConf.Account::tls).orElse(ClientTlsConf.NONE), server.host(), server.port(), timeout);
    }
}
