package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/state-region.md is what people who write a reader in another language go by: it says what the code does. */
class LayoutDocumentTest {
    /** A row of a table: where, how long, and the words about it. */
    private record Row(String offset, String size, String field) {
    }

    private String document;

    @BeforeEach
    void read() throws IOException {
        document = Files.readString(Path.of("../docs/state-region.md"));
    }

    @Test
    void theRegionsTableHasEachFieldOfTheCodeAndNoOther() throws IllegalAccessException {
        List<Row> rows = rows("## Region");

        assertEquals(offsets(RegionLayout.class), tabled(rows, Map.ofEntries(Map.entry("magic", "MAGIC_AT"),
            Map.entry("layout version", "VERSION_AT"), Map.entry("slot size `s`", "SLOT_SIZE_AT"),
            Map.entry("entries in the ring of outcomes", "OUTCOME_COUNT_AT"), Map.entry("doorbell", "DOORBELL_AT"),
            Map.entry("epoch", "EPOCH_AT"), Map.entry("pid of the driver", "PID_AT"), Map.entry("sequence", "SEQUENCE_AT"),
            Map.entry("heartbeat", "HEARTBEAT_AT"), Map.entry("data status", "STATUS_AT"),
            Map.entry("outcomes ever written", "OUTCOME_TOTAL_AT"), Map.entry("outcomes", "OUTCOMES_AT"))));
    }

    @Test
    void theRegionsNumbersAreThoseOfTheCode() {
        List<Row> rows = rows("## Region");

        assertEquals(RegionLayout.MAGIC, magic(rows.getFirst()));
        assertEquals("layout version, " + RegionLayout.VERSION, row(rows, "layout version").field());
        assertEquals("slot size `s`, " + RegionLayout.SLOT_SIZE, row(rows, "slot size `s`").field());
        assertEquals("entries in the ring of outcomes, " + RegionLayout.OUTCOME_COUNT,
            row(rows, "entries in the ring of outcomes").field());
        assertTrue(row(rows, "outcomes ever written").field().endsWith("entry k mod " + RegionLayout.OUTCOME_COUNT));
        assertEquals(RegionLayout.OUTCOME_SIZE + " each", row(rows, "outcomes").size());
        assertEquals(RegionLayout.OUTCOME_SIZE, sumOfRecord(row(rows, "outcomes").field()));
    }

    @Test
    void theSlotsStandWhereTheTableHasThem() {
        List<Row> rows = rows("## Region");
        Row first = row(rows, "slot 0");
        Row second = row(rows, "slot 1");

        assertEquals(new Row("" + RegionLayout.slotAt(2, RegionLayout.SLOT_SIZE), "s", first.field()), first);
        assertEquals(new Row(RegionLayout.HEADER_SIZE + " + s", "s", second.field()), second);
        assertEquals(RegionLayout.slotAt(1, RegionLayout.SLOT_SIZE), RegionLayout.HEADER_SIZE + RegionLayout.SLOT_SIZE);
        assertEquals(RegionLayout.FILE_SIZE, RegionLayout.HEADER_SIZE + 2 * RegionLayout.SLOT_SIZE);
        assertEquals(List.of(RegionLayout.SLOT_PUBLICATION, RegionLayout.SLOT_LENGTH, RegionLayout.SLOT_CHECKSUM,
            (long) RegionLayout.SLOT_HEADER_SIZE), starts(first.field()));
    }

    @Test
    void theNumbersOfStatusAndOutcomeAreThoseOfTheCode() {
        List<Row> rows = rows("## Region");

        assertEquals("data status: " + words(DataStatus.values(), ", "), row(rows, "data status").field());
        assertTrue(row(rows, "outcomes").field().contains(", " + words(Outcome.values(), " ") + " (4)"));
    }

    @Test
    void theMailboxsTableHasEachFieldOfTheCodeAndNoOther() throws IllegalAccessException {
        List<Row> rows = rows("## Mailbox");

        assertEquals(offsets(MailboxLayout.class), tabled(rows, Map.of("magic", "MAGIC_AT", "layout version", "VERSION_AT",
            "entries", "ENTRY_COUNT_AT", "entry size", "ENTRY_SIZE_AT", "doorbell", "DOORBELL_AT", "epoch of this mailbox", "EPOCH_AT",
            "pid of upsd", "PID_AT", "epoch of the region that it answers to", "DRIVER_EPOCH_AT", "requests ever posted", "POSTED_AT")));
    }

    @Test
    void theMailboxsNumbersAndEntriesAreThoseOfTheCode() {
        List<Row> rows = rows("## Mailbox");
        Row entries = rows.getLast();

        assertEquals(MailboxLayout.MAGIC, magic(rows.getFirst()));
        assertEquals("layout version, " + MailboxLayout.VERSION, row(rows, "layout version").field());
        assertEquals("entries, " + MailboxLayout.ENTRY_COUNT, row(rows, "entries").field());
        assertEquals("entry size, " + MailboxLayout.ENTRY_SIZE, row(rows, "entry size").field());
        assertTrue(row(rows, "requests ever posted").field().contains("entry i mod " + MailboxLayout.ENTRY_COUNT));
        assertEquals(new Row("" + MailboxLayout.HEADER_SIZE, MailboxLayout.ENTRY_SIZE + " each", entries.field()), entries);
        assertEquals(MailboxLayout.HEADER_SIZE + MailboxLayout.ENTRY_SIZE, MailboxLayout.entryAt(MailboxLayout.ENTRY_COUNT + 1));
        assertEquals(List.of(MailboxLayout.ENTRY_ID, MailboxLayout.ENTRY_LENGTH, MailboxLayout.ENTRY_CHECKSUM,
            (long) MailboxLayout.ENTRY_HEADER_SIZE), starts(entries.field()));
    }

    @Test
    void aReaderWrittenByTheTableFindsWhatTheDriverWrote() {
        MemorySegment region = Arena.ofAuto().allocate(RegionLayout.FILE_SIZE, 8);
        RegionWriter driver = new RegionWriter(region, 0x1234_5678_9ABC_DEF0L, 4711);
        byte[] text = "SETINFO ups.status \"OL\"\n".getBytes(StandardCharsets.US_ASCII);
        driver.publish(text, text.length);
        driver.heartbeat(77_000_000_000L);
        driver.status(DataStatus.STALE);
        driver.outcome(5, Outcome.INVALID);
        driver.ring();
        ByteBuffer bytes = region.asByteBuffer().order(ByteOrder.nativeOrder());

        assertEquals(List.of(RegionLayout.MAGIC, 1L, 65_536L, 128L, 1L, 0x1234_5678_9ABC_DEF0L, 4711L, 1L, 77_000_000_000L, 2L, 1L),
            rows("## Region").stream().filter(row -> row.size().matches("[48]")).map(row -> row.size().equals("8")
                ? bytes.getLong(Integer.parseInt(row.offset())) : (Long) (long) bytes.getInt(Integer.parseInt(row.offset()))).toList());
        int entry = Integer.parseInt(row(rows("## Region"), "outcomes").offset());
        assertEquals(List.of(5L, 2L), List.of(bytes.getLong(entry), (long) bytes.getInt(entry + 8)));
        int slot = 4096 + 65_536;
        byte[] copy = new byte[bytes.getInt(slot + 8)];
        bytes.get(slot + 16, copy);
        assertEquals(1, bytes.getLong(slot));
        assertArrayEquals(text, copy);
    }

    @Test
    void noTwoFieldsOverlap() {
        for (String section : List.of("## Region", "## Mailbox")) {
            long free = 0;
            for (Row row : rows(section)) {
                if (row.size().matches("[0-9]+")) {
                    assertTrue(Long.parseLong(row.offset()) >= free, row.toString());
                    free = Long.parseLong(row.offset()) + Long.parseLong(row.size());
                }
            }
        }
    }

    @Test
    void theDrawingsInTheCodeAreTheTablesOfTheDocument() throws IOException {
        for (String name : List.of("Region", "Mailbox")) {
            String code = Files.readString(Path.of("src/main/java/nut/common/state/" + name + "Layout.java"));
            List<String> drawn = code.substring(code.indexOf("<pre>"), code.indexOf("</pre>")).lines()
                .filter(line -> line.matches(" \\* +[0-9]+ +[0-9]+ .*") && !line.contains("(zero)"))
                .map(line -> line.substring(2).strip().replaceAll("^([0-9]+) +([0-9]+) .*", "$1 $2")).toList();

            assertEquals(rows("## " + name).stream().filter(row -> row.size().matches("[0-9]+"))
                .map(row -> row.offset() + " " + row.size()).toList(), drawn);
        }
    }

    private List<Row> rows(String heading) {
        String section = document.substring(document.indexOf(heading + "\n"));
        List<Row> rows = new ArrayList<>();
        for (String line : section.substring(heading.length()).split("\n## ")[0].split("\n")) {
            String[] cells = line.split(" *\\| *");
            if (cells.length == 4 && cells[1].matches("[0-9].*")) {
                rows.add(new Row(cells[1], cells[2], cells[3]));
            }
        }
        return rows;
    }

    private static Row row(List<Row> rows, String begin) {
        return rows.stream().filter(row -> title(row).equals(begin)).findFirst().orElseThrow();
    }

    /** What a field is called, before the words about it. */
    private static String title(Row row) {
        return row.field().split("[:,;]")[0];
    }

    /** The table's fields under the names of the code. */
    private static SortedMap<String, String> tabled(List<Row> rows, Map<String, String> names) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (Row row : rows) {
            if (row.size().matches("[0-9]+") || title(row).equals("outcomes")) {
                String name = names.getOrDefault(title(row), "not known to the code: " + row);
                fields.put(name, row.offset() + " " + (row.size().matches("[0-9]+") ? row.size() : "each"));
            }
        }
        return fields;
    }

    /** The code's fields: its constants that end in _AT, each with the size of what the code puts there. */
    private static SortedMap<String, String> offsets(Class<?> layout) throws IllegalAccessException {
        List<String> ints = List.of("VERSION_AT", "SLOT_SIZE_AT", "OUTCOME_COUNT_AT", "DOORBELL_AT", "STATUS_AT", "ENTRY_COUNT_AT",
            "ENTRY_SIZE_AT");
        SortedMap<String, String> fields = new TreeMap<>();
        for (Field field : layout.getDeclaredFields()) {
            String name = field.getName();
            if (name.endsWith("_AT")) {
                fields.put(name, field.getLong(null) + " " + (name.equals("OUTCOMES_AT") ? "each" : ints.contains(name) ? "4" : "8"));
            }
        }
        return fields;
    }

    private static long magic(Row row) {
        String text = row.field().replaceAll(".*`(.{8})`.*", "$1");
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The offsets of a record's parts, from the sizes in parentheses that stand behind each; the last part goes on to the end. */
    private static List<Long> starts(String field) {
        List<Long> starts = new ArrayList<>(List.of(0L));
        for (String part : field.split("\\(")) {
            if (part.matches("[0-9]+\\).*")) {
                starts.add(starts.getLast() + Long.parseLong(part.substring(0, part.indexOf(')'))));
            }
        }
        return starts;
    }

    private static long sumOfRecord(String field) {
        return starts(field).getLast();
    }

    private static String words(Enum<?>[] values, String between) {
        List<String> words = new ArrayList<>();
        for (Enum<?> value : values) {
            words.add(value.ordinal() + " " + value.name().toLowerCase(Locale.ROOT));
        }
        return String.join(between, words);
    }
}
