package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdUsersTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @Test
    void usersHaveTheRightsTheFileGivesThem() {
        UpsdUsers users = read("""
            [admin]
                password = mypass
                actions = SET
                actions = fsd
                instcmds = ALL
            [pfy]
                password = "d#h"
            [tester]
                password = "d\\#h"
                instcmds = test.panel.start test.panel.stop
            [upswired]
                password = blah
                upsmon primary
            [observer]
                password = abcd
                upsmon = slave
            """);

        UpsdUser admin = users.user("admin").orElseThrow();
        UpsdUser tester = users.user("tester").orElseThrow();
        UpsdUser primary = users.user("upswired").orElseThrow();
        UpsdUser secondary = users.user("observer").orElseThrow();
        assertEquals(Set.of("set", "fsd"), admin.actions());
        assertTrue(admin.mayAct("SET") && admin.mayAct("FSD") && admin.mayRun("load.off"));
        assertFalse(admin.mayLogin() || admin.mayBePrimary());
        assertTrue(tester.password().matches("d#h"));
        assertTrue(tester.mayRun("Test.Panel.Stop"));
        assertFalse(tester.mayRun("load.off") || tester.mayAct("SET"));
        assertTrue(primary.mayLogin() && primary.mayBePrimary() && primary.mayAct("FSD"));
        assertEquals(Optional.of(UpsmonRole.PRIMARY), primary.upsmon());
        assertTrue(secondary.mayLogin());
        assertFalse(secondary.mayBePrimary() || secondary.mayAct("FSD"));
        assertEquals(Optional.of(UpsmonRole.SECONDARY), secondary.upsmon());
        assertEquals(Optional.empty(), users.user("pfy"));
    }

    @Test
    void aPasswordWithAnUnescapedHashIsNotRepeatedInTheComplaints() {
        read("[pfy]\npassword = \"s3cret#w0rd\"\n");

        assertTrue(heard.one("error upsd.users:2: the quotes that open here hold an unescaped #"), heard.lines.toString());
        assertTrue(heard.one("error upsd.users:1: user [pfy] has no password"), heard.lines.toString());
        assertFalse(heard.lines.toString().contains("s3cret") || heard.lines.toString().contains("w0rd"), heard.lines.toString());
    }

    @Test
    void aUserWhoStandsTwiceDoesNotGiveItsRightsToTheOneBefore() {
        UpsdUsers users = read("[a]\npassword = x\n[b]\npassword = y\n[a]\nactions = SET\n");

        assertEquals(Set.of(), users.user("a").orElseThrow().actions());
        assertEquals(Set.of(), users.user("b").orElseThrow().actions());
        assertTrue(heard.one("error upsd.users:5: ignoring duplicate user [a], who already stands in line 1"), heard.lines.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        password s3cret         | error upsd.users:3: expected '=' after the first word
        password =              | error upsd.users:3: there is no value after '='
        password = s3cret       | error upsd.users:3: ignoring duplicate password for [a]
        actions = reboot        | error upsd.users:3: unknown action reboot
        upsmon tertiary         | error upsd.users:3: unknown upsmon type tertiary
        upsmon                  | error upsd.users:3: expected '='
        allowfrom = localhost   | warning upsd.users:3: allowfrom is no longer used
        passwort = s3cret       | error upsd.users:3: unrecognized user setting passwort
        user b s3cret           | warning upsd.users:3: lines that begin with 'user'
        """)
    void aWrongLineIsAComplaintWithoutThePassword(String line, String complaint) {
        UpsdUsers users = read("[a]\npassword = first\n" + line + "\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith(complaint), heard.lines.getFirst());
        assertFalse(heard.lines.getFirst().contains("s3cret"), heard.lines.getFirst());
        assertTrue(users.user("a").orElseThrow().password().matches("first"));
        assertEquals(Set.of(), users.user("a").orElseThrow().actions());
    }

    @Test
    void aSettingAboveTheFirstUserIsLeftOut() {
        read("upsmon primary\n");

        assertTrue(heard.one("error upsd.users:1: a setting stands above the first [user]"), heard.lines.toString());
    }

    @Test
    void aSettingInOneQuotedWordIsReadToo() {
        UpsdUsers users = read("[a]\n\"password=a b\"\n\"actions=SET\" FSD\n");

        assertTrue(users.user("a").orElseThrow().password().matches("a b"));
        assertEquals(Set.of("set", "fsd"), users.user("a").orElseThrow().actions());
    }

    @Test
    void aHashStandsForThePassword() {
        UpsdUsers users = read("[a]\npassword = $6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI"
            + "68u4OTLiBFdcbYEdFCoEOfaS35inz1\n[b]\npassword=$5$rounds=1000$roundstoolow$yfvwcaByCgZeDVGREvSNbCjHjMoYqaRfxCxdqsDwCg8\n");

        assertEquals(List.of(), heard.lines);
        assertTrue(users.user("a").orElseThrow().password().matches("Hello world!"));
        assertTrue(users.user("b").orElseThrow().password().isHashed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        $6$rounds=600000$s3cret$x  | error upsd.users:2: the password begins like a hash of crypt(3), but its rounds are not
        $6$s3cret                  | error upsd.users:2: the password begins like a hash of crypt(3), but its salt is not
        """)
    void aHashThatIsNoneIsOneComplaintAndNobodyComesInWithIt(String password, String complaint) {
        UpsdUsers users = read("[a]\npassword = " + password + "\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith(complaint), heard.lines.getFirst());
        assertFalse(heard.lines.getFirst().contains("s3cret"), heard.lines.getFirst());
        assertEquals(Optional.empty(), users.user("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1$s3cret$x", "$y$j9T$s3cret$x", "$2b$12$s3cret"})
    void aHashOfAnotherKindIsPlainTextAndThatIsSaid(String password) {
        UpsdUsers users = read("[a]\npassword = " + password + "\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.one("warning upsd.users:2: the password looks like a hash, but of a kind"), heard.lines.toString());
        assertFalse(heard.lines.getFirst().contains("s3cret"), heard.lines.getFirst());
        assertTrue(users.user("a").orElseThrow().password().matches(password));
    }

    @Test
    void anEmptyPasswordIsNone() {
        UpsdUsers users = read("[a]\npassword = \"\"\n");

        assertEquals(Optional.empty(), users.user("a"));
        assertTrue(heard.one("error upsd.users:1: user [a] has no password"), heard.lines.toString());
    }

    @Test
    void usersDoNotShowTheirPasswords() {
        UpsdUsers users = read("[a]\npassword = s3cret\n");

        assertEquals("UpsdUsers[users={a=[a]}]", users.toString());
    }

    @Test
    void aFileThatEverybodyMayReadIsComplainedAbout() throws IOException {
        Path file = Heard.file(directory, "upsd.users", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        UpsdUsers.read(file, heard);

        assertEquals(List.of("warning upsd.users:1: " + file + " is world readable, and it may hold passwords; chmod o-r it"), heard.lines);
    }

    private UpsdUsers read(String content) {
        return UpsdUsers.read(Heard.file(directory, "upsd.users", content), heard);
    }
}
