package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nut.upsd.net.RequestReader.Found;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    private final RequestReader reader = new RequestReader();

    @Test
    void requestsAreTheSameHoweverTheBytesArrive() {
        String text = "GET VAR su700 \"a \\\"b\\\" c\"\n\nVER\\\nSION # x\nLIST \"no#pe\" rest\nHELP\r\nUNFIN";

        List<String> whole = requests(new RequestReader(), text, text.length());
        List<String> single = requests(new RequestReader(), text, 1);
        List<String> sevens = requests(new RequestReader(), text, 7);

        assertEquals(List.of("[GET, VAR, su700, a \"b\" c]", "[]", "[VERSION]", "broken", "[HELP]"), whole);
        assertEquals(whole, single);
        assertEquals(whole, sevens);
    }

    @Test
    void aLineWithoutEndKeepsItsFirstWordsOnly() {
        ByteBuffer megabyte = ByteBuffer.wrap("word ".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        Found inTheMiddle = reader.feed(megabyte);

        Found atTheEnd = reader.feed(ByteBuffer.wrap(new byte[] {'\n'}));

        assertEquals(Found.NOTHING, inTheMiddle);
        assertEquals(Found.REQUEST, atTheEnd);
        assertEquals(32, reader.words().size());
    }

    @Test
    void aWordWithoutEndKeepsItsFirstCharactersOnly() {
        reader.feed(ByteBuffer.wrap("x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII)));

        reader.feed(ByteBuffer.wrap(new byte[] {'\n'}));

        assertEquals(List.of("x".repeat(512)), reader.words());
    }

    @Test
    void aLineThatIsKnownMeansTheSame() {
        String text = "GET VAR su700 \"a \\\"b\\\" c\"\nLIST \\\nUPS\nLIST \"no#pe\" rest\nGET\n";
        KnownLines known = new KnownLines();

        List<String> first = requests(new RequestReader(known), text, text.length());
        List<String> again = requests(new RequestReader(known), text, text.length());

        assertEquals(List.of("[GET, VAR, su700, a \"b\" c]", "[LIST, UPS]", "broken", "[GET]"), first);
        assertEquals(first, again);
    }

    @Test
    void theEndOfALineIsNotTakenForAKnownLine() {
        KnownLines known = new KnownLines();
        requests(new RequestReader(known), "LIST UPS\n", 9);

        List<String> words = requests(new RequestReader(known), "NO LIST UPS\n", 3);

        assertEquals(List.of("[NO, LIST, UPS]"), words);
    }

    @Test
    void aPasswordIsNotRemembered() {
        KnownLines known = new KnownLines();

        requests(new RequestReader(known), "PASSWORD secret\nUSERNAME me\nGET VAR su700 x\n", 100);

        assertNull(known.take(ByteBuffer.wrap("PASSWORD secret\n".getBytes(StandardCharsets.US_ASCII))));
        assertNotNull(known.take(ByteBuffer.wrap("GET VAR su700 x\n".getBytes(StandardCharsets.US_ASCII))));
    }

    private static List<String> requests(RequestReader reader, String text, int piece) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < text.length(); i += piece) {
            ByteBuffer in = ByteBuffer.wrap(text.substring(i, Math.min(i + piece, text.length())).getBytes(StandardCharsets.US_ASCII));
            while (in.hasRemaining()) {
                switch (reader.feed(in)) {
                    case REQUEST -> found.add(reader.words().toString());
                    case BROKEN -> found.add("broken");
                    default -> {
                        continue;
                    }
                }
            }
        }
        return found;
    }
}
