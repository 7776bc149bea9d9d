package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plain text                       | plain text
        100%%                            | 100%
        %HOST%/%UPSHOST%                 | box/su700@srv
        %VAR ups.status%                 | <ups.status>
        %var ups.status%                 | <ups.status>
        %VAR status% %VAR%               | INVALID INVALID
        %ETIME%                          | 1795471147
        %TIME @Y@m@d @H@M@S%             | 20261123 215907
        %TIMER @Y%                       | 2026
        %TIME%                           | INVALID
        [%TIME %]                        | []
        %NOPE% %NOPE x%                  | INVALID INVALID
        bro%ken                          | broINVALIDken
        a%tb                             | a\tb
        %time @Y%                        | 2026
        """)
    void wordsAreReplacedAsNutReplacesThem(String format, String expected) {
        String line = LogFormat.of(format).line(facts());

        assertEquals(expected, line);
    }

    @Test
    void theProcessIsThisOne() {
        String line = LogFormat.of("%PID%").line(facts());

        assertEquals(Long.toString(ProcessHandle.current().pid()), line);
    }

    @Test
    void theDefaultFormatIsNuts() {
        String line = LogFormat.of(LogFormat.DEFAULT).line(facts());

        assertEquals("20261123 215907 <battery.charge> <input.voltage> <ups.load> [<ups.status>] <ups.temperature> <input.frequency>",
            line);
    }

    private static LogFormat.Facts facts() {
        return new LogFormat.Facts() {
            @Override
            public String host() {
                return "box";
            }

            @Override
            public String upsHost() {
                return "su700@srv";
            }

            @Override
            public ZonedDateTime time() {
                return ZonedDateTime.of(2026, 11, 23, 21, 59, 7, 0, ZoneOffset.UTC);
            }

            @Override
            public String variable(String name) {
                return "<" + name + ">";
            }
        };
    }
}
