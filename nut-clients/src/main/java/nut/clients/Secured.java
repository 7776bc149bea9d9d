package nut.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.conf.AuthConf;
import nut.common.conf.ClientTlsConf;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.daemon.NutEnvironment;
import nut.common.protocol.ConnectionSecurity;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** Connections as nutauth.conf wants them encrypted. The file is looked for where NUT 2.8.6's clients look, see upsc(8), -A. */
final class Secured {
    private static final String NAME = "nutauth.conf";
    private static final Complaints LENIENT = new Complaints() {
        @Override
        public void warning(Position where, String what) {
            // Nobody has asked for this file.
        }

        @Override
        public void error(Position where, String what) {
            // Nobody has asked for this file.
        }
    };

    private Secured() {
    }

    /**
     * Connects.
     *
     * @throws AdminFault if a certificate that the file names cannot be used
     */
    static NutConnection connect(UpsAddress server, Duration timeout, Map<String, String> environment) throws IOException {
        return connect(server, timeout, conf(server, environment));
    }

    /** Connects with what is known of TLS. */
    static NutConnection connect(UpsAddress server, Duration timeout, ClientTlsConf conf) throws IOException {
        ConnectionSecurity security = ConnectionSecurity.of(conf);
        NutConnection connection = NutConnection.open(server.host(), server.port(), timeout);
        try {
            security.apply(connection, server.host());
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static ClientTlsConf conf(UpsAddress server, Map<String, String> environment) {
        for (Path place : places(environment)) {
            if (Files.isReadable(place)) {
                return AuthConf.read(place, LENIENT).account(server.host(), server.port()).map(AuthConf.Account::tls)
                    .orElse(ClientTlsConf.NONE);
            }
        }
        return ClientTlsConf.NONE;
    }

    private static List<Path> places(Map<String, String> environment) {
        if (environment.containsKey("NUT_AUTHCONF_FILE")) {
            return List.of(Path.of(environment.get("NUT_AUTHCONF_FILE")));
        }
        if (environment.containsKey("NUT_AUTHCONF_PATH")) {
            return List.of(Path.of(environment.get("NUT_AUTHCONF_PATH"), NAME));
        }
        List<Path> places = new ArrayList<>();
        String home = environment.getOrDefault("HOME", "");
        if (!home.isEmpty()) {
            places.add(Path.of(home, ".config/nut", NAME));
            places.add(Path.of(home, "." + NAME));
        }
        places.add(environment.containsKey("NUT_CONFPATH") ? Path.of(environment.get("NUT_CONFPATH"), NAME)
            : NutEnvironment.prefix().resolve("etc").resolve(NAME));
        return places;
    }
}
