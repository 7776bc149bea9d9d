package nut.clients;

import java.io.IOException;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** Name and password for upscmd and upsrw: from -u and -p, or from the person. */
record Login(String user, String password) {
    /** Takes what the flags have and asks for the rest. */
    static Login from(Given given, Streams streams) throws IOException {
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
