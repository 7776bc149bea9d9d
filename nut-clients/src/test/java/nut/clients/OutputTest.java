package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd().answer("GET VAR a ups.load", "VAR a ups.load \"23\"\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void nobodyWhoReadsIsNoFaultAndTheExitCodeIsThatOfTheSignal() {
        int exit = Upsc.run(new String[] {upsd.at("a"), "ups.load"}, streams("Broken pipe"));

        assertEquals(141, exit);
        assertEquals("", err.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aFullDiskIsALineAndExitCodeOne() {
        int exit = Upsc.run(new String[] {upsd.at("a"), "ups.load"}, streams("No space left on device"));

        assertEquals(1, exit);
        assertEquals("Error: cannot write to standard output: No space left on device\n", err.toString(StandardCharsets.ISO_8859_1));
    }

    private Streams streams(String failure) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        return Streams.of(out, new PrintStream(err, true, StandardCharsets.ISO_8859_1), InputStream.nullInputStream());
    }
}
