package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusLineTest {
    @ParameterizedTest
    @CsvSource(nullValues = "none", ignoreLeadingAndTrailingWhitespace = false, value = {
        "OL,OL", "OB LB,OB LB", "' OB  LB   OB ',OB LB", "'',''", "'  ',''"})
    void itsWordsAreWhatIsBetweenBlanks(String status, String words) {
        assertEquals(words, String.join(" ", List.copyOf(StatusLine.words(status))));
    }
}
