package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/state-region.md says of every field what the code says. */
class LayoutDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "state-region.md");

    @Test
    void theTableOfTheRegionIsTheLayoutOfTheCode() throws IOException {
        assertRows(List.of(
            row(RegionLayout.MAGIC_AT, 8, "magic: the bytes `" + ascii(RegionLayout.MAGIC) + "`"),
            row(RegionLayout.VERSION_AT, 4, "layout version, " + RegionLayout.VERSION),
            row(RegionLayout.SLOT_SIZE_AT, 4, "slot size `s`, " + RegionLayout.SLOT_SIZE),
            row(RegionLayout.OUTCOME_COUNT_AT, 4, "entries in the ring of outcomes, " + RegionLayout.OUTCOME_COUNT),
            row(RegionLayout.DOORBELL_AT, 4, "doorbell"),
            row(RegionLayout.EPOCH_AT, 8, "epoch"),
            row(RegionLayout.PID_AT, 8, "pid"),
            row(RegionLayout.SEQUENCE_AT, 8, "sequence"),
            row(RegionLayout.HEARTBEAT_AT, 8, "heartbeat"),
            row(RegionLayout.STATUS_AT, 4, "data status: " + states()),
            row(RegionLayout.OUTCOME_TOTAL_AT, 8, "outcomes ever written; outcome k (from 0) stands in entry k mod "
                + RegionLayout.OUTCOME_COUNT),
            "| " + RegionLayout.OUTCOMES_AT + " | " + RegionLayout.OUTCOME_SIZE + " each | outcomes",
            "| " + RegionLayout.HEADER_SIZE + " | s | slot 0",
            "| " + RegionLayout.HEADER_SIZE + " + s | s | slot 1"), table("## Region"));
    }

    private static String states() {
        StringBuilder states = new StringBuilder();
        for (DataStatus status : DataStatus.values()) {
            states.append(status.ordinal() == 0 ? "" : ", ").append(status.ordinal()).append(' ').append(status.name().toLowerCase());
        }
        return states.toString();
    }

    @Test
    void theTableOfTheMailboxIsTheLayoutOfTheCode() throws IOException {
        assertRows(List.of(
            row(MailboxLayout.MAGIC_AT, 8, "magic: the bytes `" + ascii(MailboxLayout.MAGIC) + "`"),
            row(MailboxLayout.VERSION_AT, 4, "layout version, " + MailboxLayout.VERSION),
            row(MailboxLayout.ENTRY_COUNT_AT, 4, "entries, " + MailboxLayout.ENTRY_COUNT),
            row(MailboxLayout.ENTRY_SIZE_AT, 4, "entry size, " + MailboxLayout.ENTRY_SIZE),
            row(MailboxLayout.DOORBELL_AT, 4, "doorbell"),
            row(MailboxLayout.EPOCH_AT, 8, "epoch of this mailbox"),
            row(MailboxLayout.PID_AT, 8, "pid"),
            row(MailboxLayout.DRIVER_EPOCH_AT, 8, "epoch of the region"),
            row(MailboxLayout.POSTED_AT, 8, "requests ever posted; request i (from 1) stands in entry i mod " + MailboxLayout.ENTRY_COUNT),
            "| " + MailboxLayout.HEADER_SIZE + " | " + MailboxLayout.ENTRY_SIZE + " each | entries"), table("## Mailbox"));
    }

    /** The rows of the table under a heading. */
    private static List<String> table(String heading) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            inside = line.startsWith("## ") ? line.equals(heading) : inside;
            if (inside && line.matches("\\| \\d.*")) {
                rows.add(line);
            }
        }
        return rows;
    }

    /** Each row must begin as the code has it; behind that the document explains freely. */
    private static void assertRows(List<String> beginnings, List<String> rows) {
        assertEquals(beginnings.size(), rows.size(), "a field too many or too few in " + rows);
        for (int i = 0; i < rows.size(); i++) {
            String beginning = beginnings.get(i);
            assertEquals(beginning, rows.get(i).substring(0, Math.min(rows.get(i).length(), beginning.length())));
        }
    }

    private static String row(long offset, int size, String meaning) {
        return "| " + offset + " | " + size + " | " + meaning;
    }

    /** A little-endian number as its bytes stand in the file. */
    private static String ascii(long magic) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < Long.BYTES; i++) {
            bytes.append((char) (magic >>> 8 * i & 0xFF));
        }
        return bytes.toString();
    }
}
