package nut.common.conf;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * nutauth.conf: who a client is to which upsd. See nutauth.conf(5) of NUT 2.8.6.
 *
 * @param accounts by server, as host:port in small letters; under "" what stands above all sections
 */
public record AuthConf(Map<String, Account> accounts) {
    /**
     * What the file says about one server.
     *
     * @param user     "" when it does not say
     * @param password "" when it does not say
     * @param tls      how to encrypt
     */
    public record Account(String user, String password, ClientTlsConf tls) {
        static final Account NOTHING = new Account("", "", ClientTlsConf.NONE);

        /** What this one does not say, another may say. */
        Account or(Account other) {
            return new Account(user.isEmpty() ? other.user : user, password.isEmpty() ? other.password : password,
                tls.or(other.tls));
        }

        /** Whether nothing may be sent in the clear. */
        public boolean forceTls() {
            return tls.mustHaveTls();
        }

        /** Whether there is a name and a password to tell. */
        public boolean isComplete() {
            return !user.isEmpty() && !password.isEmpty();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** A file's content. */
    public AuthConf {
        accounts = Map.copyOf(accounts);
    }

    /**
     * Reads the file. A warning if everybody on the machine can read it.
     *
     * @throws nut.common.AdminFault if it cannot be read
     */
    public static AuthConf read(Path file, Complaints complaints) {
        return new AuthConfReader(complaints, file).read(ConfigurationFile.secretStatements(file, complaints));
    }

    /** What counts for a server: its own section, completed by what stands above all sections. */
    public Optional<Account> account(String host, int port) {
        Account everybodys = accounts.getOrDefault("", Account.NOTHING);
        Account own = accounts.get(AuthConfReader.key(host, port));
        if (own == null) {
            return everybodys == Account.NOTHING ? Optional.empty() : Optional.of(everybodys);
        }
        return Optional.of(own.or(everybodys));
    }
}
