package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpsrwTest {
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd().answer("USERNAME admin", "OK\n").answer("PASSWORD pw", "OK\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void everyKindOfVariableIsShownAsNutShowsIt() {
        variable("ups.id", "Rack 4", "RW STRING:8");
        variable("ups.delay.start", "60", "RW NUMBER");
        variable("input.transfer.low", "103", "RW ENUM STRING:3");
        variable("battery.charge.low", "20", "RW RANGE NUMBER");
        variable("ups.old", "b", "RW ENUM");
        upsd.answer("LIST RW a", """
            BEGIN LIST RW a
            RW a ups.id "Rack 4"
            RW a ups.delay.start "60"
            RW a input.transfer.low "103"
            RW a battery.charge.low "20"
            RW a ups.old "b"
            RW a ups.odd "x"
            END LIST RW a
            """)
            .answer("LIST ENUM a input.transfer.low", "BEGIN LIST ENUM a input.transfer.low\nENUM a input.transfer.low \"097\"\n"
                + "ENUM a input.transfer.low \"103\"\nEND LIST ENUM a input.transfer.low\n")
            .answer("LIST ENUM a ups.old", "BEGIN LIST ENUM a ups.old\nENUM a ups.old \"b\"\nEND LIST ENUM a ups.old\n")
            .answer("LIST RANGE a battery.charge.low", "BEGIN LIST RANGE a battery.charge.low\nRANGE a battery.charge.low \"5\" \"15\"\n"
                + "RANGE a battery.charge.low \"18\" \"50\"\nEND LIST RANGE a battery.charge.low\n")
            .answer("GET DESC a ups.odd", "ERR VAR-NOT-SUPPORTED\n").answer("GET TYPE a ups.odd", "ERR VAR-NOT-SUPPORTED\n");

        Call call = Call.of(Upsrw::run, upsd.at("a"));

        assertEquals(new Call(0, """
            [ups.id]
            About ups.id
            Type: STRING
            Maximum length: 8
            Value: Rack 4

            [ups.delay.start]
            About ups.delay.start
            Type: NUMBER
            Value: 60

            [input.transfer.low]
            About input.transfer.low
            Type: ENUM STRING
            Maximum length: 3
            Option: "097"
            Option: "103" SELECTED

            [battery.charge.low]
            About battery.charge.low
            Type: RANGE NUMBER
            Option: "5-15"
            Option: "18-50" SELECTED

            [ups.old]
            About ups.old
            Type: ENUM
            Option: "b" SELECTED

            [ups.odd]
            Description unavailable
            Unknown type

            """, ""), call);
    }

    @Test
    void aValueWithBlanksAndSignsArrivesAsItWasGiven() {
        upsd.answer("SET VAR a ups.id \"Rack \\#4 = \\\"x\\\"\"", "OK\n");

        Call call = Call.of(Upsrw::run, "-s", "ups.id=Rack #4 = \"x\"", "-u", "admin", "-p", "pw", upsd.at("a"));

        assertEquals(new Call(0, "", "OK\n"), call);
    }

    @Test
    void aValueThatIsLeftOutIsAskedFor() {
        upsd.answer("SET VAR a ups.id New", "OK\n");

        Call call = Call.typing("New\n", Upsrw::run, "-s", "ups.id", "-u", "admin", "-p", "pw", upsd.at("a"));

        assertEquals(new Call(0, "Enter new value for ups.id: ", "OK\n"), call);
    }

    @Test
    void aRefusalIsExitCodeOne() {
        upsd.answer("SET VAR a ups.id x", "ERR READONLY\n");

        Call call = Call.of(Upsrw::run, "-s", "ups.id=x", "-u", "admin", "-p", "pw", upsd.at("a"));

        assertEquals(new Call(1, "", "Unexpected response from upsd: ERR READONLY\n"), call);
    }

    @Test
    void aValueThatWouldBeALineOfItsOwnIsNotSent() {
        Call call = Call.of(Upsrw::run, "-s", "ups.id=x\nFSD a", "-u", "admin", "-p", "pw", upsd.at("a"));

        assertEquals(new Call(1, "", "Error: only plain ASCII without line breaks and tabs can be sent\n"), call);
        assertTrue(upsd.requests.stream().noneMatch(r -> r.startsWith("SET") || r.startsWith("FSD")), upsd.requests.toString());
    }

    @Test
    void withListAnAssignmentIsLeftOut() {
        upsd.answer("LIST RW a", "BEGIN LIST RW a\nEND LIST RW a\n");

        Call call = Call.of(Upsrw::run, "-s", "ups.id=x", "-l", upsd.at("a"));

        assertEquals(new Call(0, "", "Listing mode requested, overriding setvar specified earlier!\n"), call);
    }

    private void variable(String name, String value, String type) {
        upsd.answer("GET VAR a " + name, "VAR a " + name + " \"" + value + "\"\n")
            .answer("GET TYPE a " + name, "TYPE a " + name + " " + type + "\n")
            .answer("GET DESC a " + name, "DESC a " + name + " \"About " + name + "\"\n");
    }
}
