package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
    @ParameterizedTest
    @CsvSource({
        "64001,             ,      64001,  64001, 64001",
        "64001:64000,       ,      64001,  64001, 64000",
        "64001:64000,       64002, 64001,  64001, 64002",
        "64001,             root,  64001,  64001, 0",
        "64001:root,        ,      64001,  64001, 0",
        "root,              ,      root,   0,     0",
        "root:64000,        ,      root,   0,     64000",
        "daemon,            root,  daemon, 1,     0",
        "4294967294,        ,      4294967294, -2, -2",
    })
    void namesAndNumbersAreFound(String text, String group, String name, int uid, int gid) {
        UserId user = Users.resolve(text, Optional.ofNullable(group));

        assertEquals(new UserId(name, uid, gid), user);
    }

    @Test
    void aJailsOwnFilesSayWhichGroupsItsUsersAreIn(@TempDir Path etc) throws IOException {
        UserId nutdev = new UserId("nutdev", 64001, 64000);
        assertTrue(Users.groupsListed(nutdev, etc).isEmpty());

        Files.writeString(etc.resolve("passwd"), "nutdev:x:64001:64000::/:/nonexistent\n");
        Files.writeString(etc.resolve("group"), "nut:x:64000:\ndialout:x:20:nutdev\nother:x:7:nutsrv,nutdevil\n");

        assertArrayEquals(new int[] {64000, 20}, Users.groupsListed(nutdev, etc).orElseThrow());
        assertTrue(Users.groupsListed(new UserId("nutdev", 64009, 64000), etc).isEmpty());
        assertTrue(Users.groupsListed(new UserId("64001", 64001, 64000), etc).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        no-such-user     | there is no user 'no-such-user' on this system
        root:no-such-one | there is no group 'no-such-one' on this system
        ''               | there is no user '' on this system
        99999999999      | '99999999999' is too large for the number of a user or group
        """)
    void whoIsUnknownIsTheAdminsToMend(String text, String sentence) {
        AdminFault fault = assertThrows(AdminFault.class, () -> Users.resolve(text, Optional.empty()));

        assertTrue(fault.getMessage().startsWith(sentence), fault.getMessage());
    }

    @Test
    void aNumberIsInItsGroupAlone() {
        assertArrayEquals(new int[] {64_000}, Users.groups(new UserId("64001", 64_001, 64_000)));
    }

    @Test
    void aNameIsInTheGroupsThatTheSystemLists() throws IOException {
        String member = null;
        int group = -1;
        for (String line : Files.readAllLines(Path.of("/etc/group"))) {
            String[] fields = line.split(":", -1);
            if (!fields[3].isEmpty()) {
                member = fields[3].split(",")[0];
                group = Integer.parseInt(fields[2]);
            }
        }
        assumeTrue(member != null, "no user of this machine is in a second group");
        int wanted = group;
        int[] groups = Users.groups(Users.resolve(member, Optional.empty()));

        assertTrue(Arrays.stream(groups).anyMatch(one -> one == wanted), member + " is not found in group " + wanted);
    }
}
