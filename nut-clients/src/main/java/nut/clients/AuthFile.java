package nut.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.AuthConf;
import nut.common.conf.AuthConf.Account;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.daemon.Given;
import nut.common.daemon.NutEnvironment;
import nut.common.protocol.UpsAddress;

/**
 * Which nutauth.conf counts, see -A in the manual pages of NUT 2.8.6: the one that -A names, and without -A, without a word if there is
 * none or it is of no use, the first of the default places that has one.
 */
final class AuthFile {
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

    private static final Complaints STRICT = new Complaints() {
        @Override
        public void warning(Position where, String what) {
            // It works all the same.
        }

        @Override
        public void error(Position where, String what) {
            throw new AdminFault("Error: " + where + ": " + what);
        }
    };

    private AuthFile() {
    }

    /** The account for a server, with name and password, if a file has one. */
    static Optional<Account> account(Given given, UpsAddress server) {
        return read(given, System.getenv()).flatMap(conf -> conf.account(server.host(), server.port())).filter(Account::isComplete);
    }

    /**
     * The file that counts, if there is one.
     *
     * @throws AdminFault if -A names one that cannot be read or is not in order
     */
    static Optional<AuthConf> read(Given given, Map<String, String> environment) {
        String asked = given.value("-A").orElse("");
        if (asked.equals("none")) {
            return Optional.empty();
        }
        boolean demanded = !asked.isEmpty();
        List<Path> places = demanded && !asked.equals("default") ? List.of(Path.of(asked)) : defaults(environment);
        for (Path place : places) {
            if (Files.isReadable(place)) {
                return demanded ? Optional.of(AuthConf.read(place, STRICT)) : perhaps(place);
            }
        }
        if (demanded) {
            throw new AdminFault("Error: -A demands an authentication file, but none can be read at " + places
                + "; make one, or leave -A out");
        }
        return Optional.empty();
    }

    private static Optional<AuthConf> perhaps(Path place) {
        try {
            return Optional.of(AuthConf.read(place, LENIENT));
        } catch (AdminFault ofNoUse) {
            return Optional.empty();
        }
    }

    private static List<Path> defaults(Map<String, String> environment) {
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
