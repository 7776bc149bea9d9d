package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
