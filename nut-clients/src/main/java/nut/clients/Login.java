package nut.clients;

import java.io.IOException;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.AuthConf.Account;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** Name and password for upscmd and upsrw: from -u and -p, or from the person. */
record Login(String user, String password) {
    /** Takes what the flags have, or the whole account that nutauth.conf has for the server, and asks for the rest. */
    static Login from(Given given, UpsAddress server, Streams streams) throws IOException {
        if (given.value("-u").isEmpty() && given.value("-p").isEmpty()) {
            Optional<Account> account = AuthFile.account(given, server);
            if (account.isPresent()) {
                return new Login(account.get().user(), account.get().password());
            }
        }
        String user = given.value("-u").orElse(null);
        if (user == null) {
            String self = System.getProperty("user.name", "");
            user = streams.ask("Username" + (self.isEmpty() ? "" : " (" + self + ")") + ": ");
            if (user.isEmpty()) {
                user = self;
            }
            if (user.isEmpty()) {
                throw new AdminFault("Error: no username; give one with -u");
            }
        }
        String password = given.value("-p").orElse(null);
        return new Login(user, password == null ? streams.askSecretly("Password: ") : password);
    }

    /** Tells the server. */
    void tell(NutConnection server) throws IOException {
        String doing = "username";
        try {
            server.ask("USERNAME", user);
            doing = "password";
            server.ask("PASSWORD", password);
        } catch (ErrorAnswer e) {
            throw new AdminFault("Set " + doing + " failed: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new AdminFault("Set " + doing + " failed: " + e.getMessage());
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}
