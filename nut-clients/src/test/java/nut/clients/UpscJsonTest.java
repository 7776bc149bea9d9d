package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpscJsonTest {
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd();
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void allVariablesAreAnObjectOfStrings() {
        upsd.answer("LIST VAR a", "BEGIN LIST VAR a\nVAR a battery.charge \"100\"\nVAR a ups.id \"Rack \\\"4\\\" \\\\\"\nEND LIST VAR a\n");

        Call call = Call.of(Upsc::run, "-j", upsd.at("a"));

        assertEquals(new Call(0, "{\n  \"battery.charge\": \"100\",\n  \"ups.id\": \"Rack \\\"4\\\" \\\\\"\n}\n", ""), call);
    }

    @Test
    void oneVariableIsAString() {
        upsd.answer("GET VAR a ups.load", "VAR a ups.load \"23\"\n");

        Call call = Call.of(Upsc::run, "-j", upsd.at("a"), "ups.load");

        assertEquals(new Call(0, "\"23\"\n", ""), call);
    }

    @Test
    void upsesAreAnArrayOrWithTheirDescriptionsAnObject() {
        upsd.answer("LIST UPS", "BEGIN LIST UPS\nUPS a \"Rack 4\"\nUPS b \"\"\nEND LIST UPS\n");

        Call names = Call.of(Upsc::run, "-j", "-l", "127.0.0.1:" + upsd.port());
        Call described = Call.of(Upsc::run, "-jL", "127.0.0.1:" + upsd.port());

        assertEquals(new Call(0, "[\n  \"a\",\n  \"b\"\n]\n", ""), names);
        assertEquals(new Call(0, "{\n  \"a\": \"Rack 4\",\n  \"b\": \"\"\n}\n", ""), described);
    }

    @Test
    void noClientIsAnEmptyArray() {
        upsd.answer("LIST CLIENT a", "BEGIN LIST CLIENT a\nEND LIST CLIENT a\n");

        Call call = Call.of(Upsc::run, "-j", "-c", upsd.at("a"));

        assertEquals(new Call(0, "[\n\n]\n", ""), call);
    }

    @Test
    void anErrorIsAnObjectAndStillALineOnStandardErrorAndExitCodeOne() throws IOException {
        upsd.answer("LIST VAR a", "ERR DATA-STALE\n");
        Call stale = Call.of(Upsc::run, "-j", upsd.at("a"));
        String address = upsd.at("a");
        upsd.close();

        Call notThere = Call.of(Upsc::run, "-j", address, "ups.load");

        assertEquals(new Call(1, "{\"error\": \"Data stale\"}\n", "Error: Data stale\n"), stale);
        assertEquals(new Call(1, "{\"error\": \"Connection failure: Connection refused\"}\n",
            "Error: Connection failure: Connection refused\n"), notThere);
    }

    /** NUT's parser, which Debian's clients use too, discards what is not printable ASCII. */
    @Test
    void bytesOutsideOfAsciiAreLeftOutAsNutLeavesThemOut() {
        upsd.answer("GET VAR a ups.id", "VAR a ups.id \"K\u00c3\u00bcche \u00ff\u0001\"\n");

        Call plain = Call.of(Upsc::run, upsd.at("a"), "ups.id");
        Call json = Call.of(Upsc::run, "-j", upsd.at("a"), "ups.id");

        assertEquals(new Call(0, "Kche \n", ""), plain);
        assertEquals(new Call(0, "\"Kche \"\n", ""), json);
    }

    @Test
    void jsonIsValidUtf8WhateverTheBytesAre() {
        String json = Json.string("K\u00c3\u00bcche \u00ff\u0001");

        assertEquals("\"K\u00c3\u00bcche \u00ef\u00bf\u00bd\\u0001\"", json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0x09   | \\t
        0x0a   | \\n
        0x08   | \\b
        0x0c   | \\f
        0x0d   | \\r
        0x1f   | \\u001f
        0x7f   | \u007f
        0x2f   | /
        """)
    void eachByteIsEscapedWhereJsonWantsItAndNowhereElse(String code, String expected) {
        String json = Json.string(String.valueOf((char) (int) Integer.decode(code)));

        assertEquals("\"" + expected + "\"", json);
    }
}
