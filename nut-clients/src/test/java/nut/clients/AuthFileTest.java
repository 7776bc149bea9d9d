package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nut.common.conf.AuthConf;
import nut.common.daemon.ProgramLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFileTest {
    @TempDir
    private Path directory;
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd().answer("USERNAME filed", "OK\n").answer("PASSWORD secret", "OK\n").answer("USERNAME given", "OK\n")
            .answer("INSTCMD a load.off", "OK\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void theAccountOfTheDemandedFileIsTold() throws IOException {
        Path file = write("conf", "[@127.0.0.1:" + upsd.port() + "]\nUSER = filed\nPASS = secret\n");

        Call call = Call.of(Upscmd::run, "-A", file.toString(), upsd.at("a"), "load.off");

        assertEquals(new Call(0, "", "OK\n"), call);
    }

    @Test
    void theCommandLineComesBeforeTheFile() throws IOException {
        Path file = write("conf", "USER = filed\nPASS = other\n");

        Call call = Call.of(Upscmd::run, "-A", file.toString(), "-u", "given", "-p", "secret", upsd.at("a"), "load.off");

        assertEquals(new Call(0, "", "OK\n"), call);
        assertTrue(upsd.requests.contains("USERNAME given"), upsd.requests.toString());
    }

    @Test
    void aDemandedFileThatIsNotThereIsAFault() {
        Call call = Call.of(Upsc::run, "-A", directory.resolve("none").toString(), upsd.at("a"));

        assertEquals(1, call.exit());
        assertTrue(call.err().startsWith("Error: -A demands an authentication file"), call.err());
    }

    @Test
    void aPasswordIsNotSentInTheClearWhereTheFileForbidsIt() throws IOException {
        Path file = write("conf", "USER = filed\nPASS = secret\nFORCESSL = 1\n");

        Call call = Call.of(Upscmd::run, "-A", file.toString(), upsd.at("a"), "load.off");

        assertEquals(1, call.exit());
        assertTrue(upsd.requests.stream().noneMatch(r -> r.startsWith("PASSWORD")), upsd.requests.toString());
    }

    @Test
    void theVariableForAFileComesBeforeTheOneForAFolderAndThatBeforeTheHome() throws IOException {
        Path named = write("named", "USER = one\nPASS = x\n");
        write("nutauth.conf", "USER = two\nPASS = x\n");
        write(".nutauth.conf", "USER = three\nPASS = x\n");
        String here = directory.toString();

        String first = user(Map.of("NUT_AUTHCONF_FILE", named.toString(), "NUT_AUTHCONF_PATH", here, "HOME", here));
        String second = user(Map.of("NUT_AUTHCONF_PATH", here, "HOME", here));
        String third = user(Map.of("HOME", here));
        String none = user(Map.of("NUT_AUTHCONF_FILE", here + "/absent", "HOME", here));

        assertEquals("one two three none", String.join(" ", first, second, third, none));
    }

    private String user(Map<String, String> environment) {
        return AuthFile.read(new ProgramLine("x", "x").value("-A", "FILE", "x").parse(List.of()), environment)
            .flatMap(conf -> conf.account("localhost", 3493)).map(AuthConf.Account::user).orElse("none");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
