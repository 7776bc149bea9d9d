package nut.common.conf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nut.fuzz.Fuzz;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file or a line, it is read or complained about, and nothing else. */
class ConfigurationFuzzTest {
    @Test
    void anyLine() throws IOException {
        Fuzz.run(new LineTarget());
    }

    @Test
    void anyUpsConf() throws IOException {
        Fuzz.run(new ConfigurationTarget("ups.conf", List.of("[ups]", "[default]", "driver", "port", "desc", "maxretry", " = ", "\n",
            "sdorder", "pollinterval", "debug_min", "nowait", "synchronous", "2147483648", "-1", "\""),
            (statements, complaints) -> new UpsConfReader(complaints).read(statements)));
    }

    @Test
    void anyUpsdConf() throws IOException {
        Fuzz.run(new ConfigurationTarget("upsd.conf", List.of("LISTEN", "MAXAGE", "MAXCONN", "STATEPATH", "TRACKINGDELAY", "DEBUG_MIN",
            "ALLOW_NO_DEVICE", "CERTFILE", "CERTREQUEST", "::1", "*", "0.0.0.0", "65536", "-1", "yes", "\n", "=", "\""),
            (statements, complaints) -> new UpsdConfReader(complaints, Path.of("upsd.conf")).read("upsd.conf", statements)));
    }

    @Test
    void anyUpsdUsers() throws IOException {
        Fuzz.run(new ConfigurationTarget("upsd.users", List.of("[user]", "password", "actions", "instcmds", "upsmon", "primary",
            "secondary", "master", "ALL", " = ", "\n", "$", "\"", "SET", "FSD"),
            (statements, complaints) -> new UpsdUsersReader(complaints).read(statements)));
    }

    @Test
    void anyUpsmonConf() throws IOException {
        Fuzz.run(new ConfigurationTarget("upsmon.conf", List.of("MONITOR", "MINSUPPLIES", "SHUTDOWNCMD", "NOTIFYFLAG", "NOTIFYMSG",
            "POLLFREQ", "SYSLOG+WALL", "IGNORE", "ONBATT", "%s", "ups@[::1]:3493", "primary", "slave", "-1", "99999999999", "\n", "\""),
            (statements, complaints) -> new UpsmonConfReader(complaints, Path.of("upsmon.conf")).read(statements)));
    }

    @Test
    void anyNutauthConf() throws IOException {
        Fuzz.run(new ConfigurationTarget("nutauth.conf", List.of("[@host:3493]", "[@[::1]]", "USER", "PASS", " = ", "\n", "\"",
            "[user@host]"),
            (statements, complaints) -> new AuthConfReader(complaints, Path.of("nutauth.conf")).read(statements)));
    }
}
