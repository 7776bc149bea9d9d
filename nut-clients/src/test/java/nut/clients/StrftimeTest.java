package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts are those of glibc: {@code TZ=America/New_York LC_ALL=C date -d ... +FORMAT}. */
class StrftimeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        2026-01-04T00:05:09 | @Y @y @C @G            | 2026 26 20 2026
        2026-01-04T00:05:09 | @m-@d [@e] @j          | 01-04 [ 4] 004
        2026-01-04T00:05:09 | @H @I [@k] [@l] @p     | 00 12 [ 0] [12] AM
        2026-01-04T00:05:09 | @M:@S                  | 05:09
        2026-01-04T00:05:09 | @a @A @b @B @h @u @w   | Sun Sunday Jan January Jan 7 0
        2026-01-04T00:05:09 | @U @W @V               | 01 00 01
        2027-01-01T13:00:00 | @U @W @V @G @I @p      | 00 00 53 2026 01 PM
        2026-12-31T23:59:59 | @j @U @W @V            | 365 52 52 53
        2026-07-01T12:00:00 | @D @F @T @R @r         | 07/01/26 2026-07-01 12:00:00 12:00 12:00:00 PM
        2026-07-01T12:00:00 | @c                     | Wed Jul  1 12:00:00 2026
        2026-07-01T12:00:00 | @x @X @s @z @Z         | 07/01/26 12:00:00 1782921600 -0400 EDT
        2026-01-01T12:00:00 | @z @Z                  | -0500 EST
        2026-07-01T12:00:00 | @@ @q a@               | % %q a@
        """)
    void conversionsAreThoseOfC(String time, String format, String expected) {
        ZonedDateTime moment = ZonedDateTime.of(LocalDateTime.parse(time), ZoneId.of("America/New_York"));

        String text = new Strftime('@').format(format, moment);

        assertEquals(expected, text);
    }
}
