package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of nonsense, always the same ones: whatever stands there, reading ends, and what comes of it is within its limits. */
class UpsdFilesFuzzTest {
    private static final int FILES = 3000;
    private static final List<String> CONF = List.of("LISTEN", "MAXAGE", "MAXCONN", "STATEPATH", "TRACKINGDELAY", "ALLOW_NO_DEVICE",
        "ALLOW_NOT_ALL_LISTENERS", "DEBUG_MIN", "listen", "*", "::", "::1", "[::1]:0", "[::1", "]", ":", ":1", "a:b:1", "127.0.0.1:99999",
        "0", "-1", "1", "15", "4294967296", "99999999999999999999", "1e9", "0x10", "nut", "yes", "maybe");
    private static final List<String> USERS = List.of("[a]", "[b]", "[]", "[", "]", "[a b]", "password", "actions", "instcmds", "upsmon",
        "primary", "secondary", "slave", "SET", "FSD", "ALL", "user", "allowfrom", "$6$", "$5$x$", "$6$rounds", "$6$rounds=1000$a$b", "$",
        "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5", "$y$j9T$x", "secret");
    private static final List<String> SIGNS = List.of(" ", " ", " ", "\n", "\n", "=", " = ", "\"", "\\", "#", "\t", "\r", "\0",
        "\u00e9", "");

    @TempDir
    private Path directory;
    private final Random random = new Random(4);

    @Test
    void upsdConfIsAlwaysReadToItsEnd() {
        for (int i = 0; i < FILES; i++) {
            String text = nonsense(CONF);

            UpsdConf conf = UpsdConf.read(Heard.file(directory, "upsd.conf", text), new Heard());

            assertTrue(conf.maxAge().toSeconds() >= 1 && conf.maxConn() >= 1 && conf.debugMin() >= 0, text);
            assertFalse(conf.trackingDelay().isNegative() || conf.listen().isEmpty(), text);
            assertTrue(conf.listen().stream().allMatch(l -> l.port() >= 1 && l.port() <= 65535 && !l.host().isEmpty()), text);
        }
    }

    @Test
    void upsdUsersIsAlwaysReadToItsEndAndNobodyHasAnEmptyPassword() {
        for (int i = 0; i < FILES; i++) {
            String text = nonsense(USERS);

            UpsdUsers users = UpsdUsers.read(Heard.file(directory, "upsd.users", text), new Heard());

            assertTrue(users.users().values().stream().noneMatch(user -> user.password().matches("")), text);
        }
    }

    private String nonsense(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            text.append(words.get(random.nextInt(words.size()))).append(SIGNS.get(random.nextInt(SIGNS.size())));
        }
        return text.append('\n').toString();
    }
}
