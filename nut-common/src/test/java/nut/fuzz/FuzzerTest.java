package nut.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FuzzerTest {
    private static final Pattern ECHO = Pattern.compile("echo (\\S+) \\| base64 -d > src/test/resources/fuzz/picky/found-");

    @Test
    void whatATargetCannotTakeIsFoundAndComesWithTheInputThatShowsIt() {
        AssertionError find = assertThrows(AssertionError.class, () -> Fuzz.run(new Picky()));

        Matcher echo = ECHO.matcher(find.getMessage());
        assertTrue(echo.find(), find.getMessage());
        assertThrows(IllegalStateException.class, () -> new Picky().take(Base64.getDecoder().decode(echo.group(1))));
    }

    @Test
    void theSameSeedFindsTheSame() {
        String once = assertThrows(AssertionError.class, () -> Fuzz.run(new Picky())).getMessage();

        String again = assertThrows(AssertionError.class, () -> Fuzz.run(new Picky())).getMessage();

        assertEquals(once, again);
    }

    @Test
    void aTargetThatTakesEverythingIsLeftInPeace() {
        assertDoesNotThrow(() -> Fuzz.run(new Patient()));
    }

    private static class Patient implements Target {
        @Override
        public String name() {
            return "picky";
        }

        @Override
        public List<byte[]> built() {
            return List.of("some harmless line\n".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public List<String> words() {
            return List.of("STOP");
        }

        @Override
        public void take(byte[] input) {
            assertEquals(input.length, input.clone().length);
        }
    }

    /** Cannot take a word twice with a zero byte somewhere. */
    private static final class Picky extends Patient {
        @Override
        public void take(byte[] input) {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            if (text.indexOf("STOP") != text.lastIndexOf("STOP") && text.indexOf('\0') >= 0) {
                throw new IllegalStateException("twice");
            }
        }
    }
}
