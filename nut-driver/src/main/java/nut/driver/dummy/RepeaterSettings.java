package nut.driver.dummy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.conf.AuthConf;
import nut.common.conf.AuthConf.Account;
import nut.common.conf.Complaints;
import nut.common.protocol.UpsAddress;
import nut.driver.core.DriverSettings;
import org.slf4j.LoggerFactory;

/**
 * What the admin chose for the repeater.
 *
 * @param address    the UPS, as the port says
 * @param authConf   which nutauth.conf to read: "default", "none", or its path; without it the default one, if there is one
 * @param startAlone whether to start though that UPS cannot be reached
 */
record RepeaterSettings(UpsAddress address, Optional<String> authConf, boolean startAlone) {
    static final String AUTHCONF = "authconf";
    static final String START_ALONE = "repeater_disable_strict_start";
    private static final String FILE = "nutauth.conf";

    /** Reads them; a port that is no address is a fault that the admin can mend. */
    static RepeaterSettings of(DriverSettings settings) {
        try {
            return new RepeaterSettings(UpsAddress.parse(settings.port()), settings.value(AUTHCONF), settings.flag(START_ALONE));
        } catch (IllegalArgumentException wrong) {
            throw new AdminFault("port " + wrong.getMessage() + "; write ups@host or ups@host:port");
        }
    }

    /**
     * Who we are to that upsd; without an account its variables can be read, and nothing else.
     *
     * @param confPath  where the configuration is
     * @param variables the environment
     */
    Optional<Account> account(Path confPath, Map<String, String> variables) {
        String choice = authConf.orElse("");
        Path file = switch (choice) {
            case "none" -> null;
            case "", "default" -> usualFile(confPath, variables);
            default -> confPath.resolve(choice);
        };
        if (file == null && choice.equals("default")) {
            throw new AdminFault("authconf is default, but there is no " + FILE + " in " + confPath + "; put one there");
        }
        return file == null ? Optional.empty() : complete(file);
    }

    /**
     * What becomes of a start while the other upsd or its UPS cannot be reached.
     *
     * @return the same reason, where the driver may wait for it
     * @throws AdminFault where it may not
     */
    <T extends IOException> T absent(T reason) {
        if (startAlone) {
            return reason;
        }
        throw new AdminFault("cannot repeat " + address + ": " + reason.getMessage() + "; start that upsd and its driver first, or set "
            + START_ALONE + " to wait for them");
    }

    private Optional<Account> complete(Path file) {
        AuthConf conf = AuthConf.read(file, Complaints.to(LoggerFactory.getLogger(RepeaterSettings.class)));
        Optional<Account> account = conf.account(address.host(), address.port());
        if (account.map(Account::forceTls).orElse(false)) {
            throw new AdminFault(file + " forbids to talk to " + address.host()
                + " without TLS (FORCESSL or CERTVERIFY), which the repeater cannot do yet; take these out for this server");
        }
        return account.filter(Account::isComplete);
    }

    /** All files in which its account may stand, whether they exist or not. */
    static Stream<Path> accountFiles(DriverSettings settings, Path confPath, Map<String, String> variables) {
        return Stream.concat(settings.value(AUTHCONF).stream().map(confPath::resolve), usualFiles(confPath, variables));
    }

    /** The first that there is of the usual files; null if there is none. */
    private static Path usualFile(Path confPath, Map<String, String> variables) {
        return usualFiles(confPath, variables).filter(Files::exists).findFirst().orElse(null);
    }

    /** The places where NUT looks. */
    private static Stream<Path> usualFiles(Path confPath, Map<String, String> variables) {
        if (variables.containsKey("NUT_AUTHCONF_FILE")) {
            return Stream.of(Path.of(variables.get("NUT_AUTHCONF_FILE")));
        }
        if (variables.containsKey("NUT_AUTHCONF_PATH")) {
            return Stream.of(Path.of(variables.get("NUT_AUTHCONF_PATH"), FILE));
        }
        String home = variables.getOrDefault("HOME", "");
        Stream<Path> own = home.isEmpty() ? Stream.of() : Stream.of(Path.of(home, ".config/nut", FILE), Path.of(home, "." + FILE));
        return Stream.concat(own, Stream.of(confPath.resolve(FILE)));
    }
}
