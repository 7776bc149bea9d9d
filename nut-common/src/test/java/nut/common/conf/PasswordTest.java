package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordTest {
    /** The test vectors of the specification, with salts cut to their 16 characters and rounds raised to 1000 as it wants. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        Hello world!|$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5
        Hello world!|$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA
        This is just a test|$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5
        a very much longer text to encrypt.  This one even stretches over morethan one line.|\
        $5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1
        we have a short salt string but not a short password|$5$rounds=77777$short$JiO1O3ZpDAxGJeaDIuqCoEFysAe1mZNJRs3pw0KQRd/
        a short string|$5$rounds=123456$asaltof16chars..$gP3VQ/6X7UUEW3HkBn2w1/Ptq2jxPyzV/cZKmF/wJvD
        the minimum number is still observed|$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC
        Hello world!|$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1
        Hello world!|\
        $6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.
        This is just a test|\
        $6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0
        a very much longer text to encrypt.  This one even stretches over morethan one line.|\
        $6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1
        we have a short salt string but not a short password|\
        $6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0
        a short string|\
        $6$rounds=123456$asaltof16chars..$BtCwjqMJGx5hrJhZywWvt0RLE8uZ4oPwcelCjmw2kSYu.Ec6ycULevoBK25fs2xXgMNrCzIMVcgEJAstJeonj1
        the minimum number is still observed|\
        $6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.
        """)
    void thePublishedTestVectorsMatch(String password, String hash) {
        Password hashed = Password.of(hash.strip());

        assertTrue(hashed.isHashed());
        assertTrue(hashed.matches(password.stripLeading()));
        assertFalse(hashed.matches(password.stripLeading() + "x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        $6$                                 | its salt is not
        $6$salt                             | its salt is not
        $6$seventeencharacte$x              | its salt is not
        $5$salt$                            | after the salt there are not 43
        $6$salt$short                       | after the salt there are not 86
        $5$salt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc:  | after the salt there are not 43
        $6$rounds=999$salt$x                | its rounds are not a number from 1000 to 500000
        $6$rounds=500001$salt$x             | its rounds are not a number from 1000 to 500000
        $6$rounds=99999999999$salt$x        | its rounds are not a number from 1000 to 500000
        $6$rounds=many$salt$x               | its rounds are not a number from 1000 to 500000
        $6$rounds=                          | its rounds are not a number from 1000 to 500000
        """)
    void whatBeginsLikeAHashMustBeOne(String text, String reason) {
        String said = assertThrows(IllegalArgumentException.class, () -> Password.of(text)).getMessage();

        assertTrue(said.startsWith(reason), said);
    }

    @Test
    void plainTextMatchesItself() {
        Password plain = Password.of("$7$x");

        assertFalse(plain.isHashed());
        assertTrue(plain.matches("$7$x"));
        assertFalse(plain.matches("$7$y"));
    }

    @Test
    void nothingMatchesADecoy() {
        Password hashed = Password.of("$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5");

        assertFalse(hashed.decoy().matches("Hello world!"));
        assertFalse(hashed.decoy().matches(""));
        assertFalse(Password.of("x").decoy().matches(""));
        assertTrue(hashed.decoy().isHashed());
    }

    @Test
    void itIsNotShown() {
        assertEquals("(plain)", Password.of("secret").toString());
        assertEquals("(hashed)", Password.of("$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5").toString());
    }
}
