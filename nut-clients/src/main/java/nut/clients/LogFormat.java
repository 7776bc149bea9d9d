package nut.clients;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * upslog's format, taken apart once. {@code %WORD argument%} stands for something that changes, {@code %%} for a percent sign, {@code %t}
 * for a tab (unless it begins {@code %time}, which older formats have); see upslog(8). What is not understood becomes {@code INVALID}, as
 * NUT has it.
 */
final class LogFormat {
    /** NUT's own format. */
    static final String DEFAULT = "%TIME @Y@m@d @H@M@S% %VAR battery.charge% %VAR input.voltage% %VAR ups.load% [%VAR ups.status%] "
        + "%VAR ups.temperature% %VAR input.frequency%";

    private static final String INVALID = "INVALID";

    private final List<Part> parts;

    /** One piece of a line. */
    private interface Part {
        void appendTo(StringBuilder line, Facts facts);
    }

    /** What a line may tell. */
    interface Facts {
        /** The local host's name. */
        String host();

        /** The UPS as the admin wrote it. */
        String upsHost();

        /** When the line is written. */
        ZonedDateTime time();

        /** A variable's value, or {@code NA}. */
        String variable(String name);
    }

    private LogFormat(List<Part> parts) {
        this.parts = parts;
    }

    static LogFormat of(String format) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            int close = c == '%' ? format.indexOf('%', i + 1) : -1;
            if (c != '%') {
                literal.append(c);
                i++;
            } else if (close == i + 1) {
                literal.append('%');
                i += 2;
            } else if (format.startsWith("t", i + 1) && !format.startsWith("time", i + 1)) {
                literal.append('\t');
                i += 2;
            } else if (close < 0) {
                literal.append(INVALID);
                i++;
            } else {
                Part part = part(format.substring(i + 1, close));
                flush(literal, parts);
                parts.add(part);
                i = close + 1;
            }
        }
        flush(literal, parts);
        return new LogFormat(parts);
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static Part literal(String text) {
        return (line, facts) -> line.append(text);
    }

    /** NUT compares only as many letters as its word has, in any case: {@code %TIMER @Y%} is {@code %TIME @Y%}. */
    private static Part part(String command) {
        int blank = command.indexOf(' ');
        String word = (blank < 0 ? command : command.substring(0, blank)).toUpperCase(Locale.ROOT);
        String argument = blank < 0 ? "" : command.substring(blank + 1);
        if (word.startsWith("HOST")) {
            return (line, facts) -> line.append(facts.host());
        }
        if (word.startsWith("UPSHOST")) {
            return (line, facts) -> line.append(facts.upsHost());
        }
        if (word.startsWith("PID")) {
            String pid = Long.toString(ProcessHandle.current().pid());
            return literal(pid);
        }
        if (word.startsWith("ETIME")) {
            return (line, facts) -> line.append(facts.time().toEpochSecond());
        }
        if (word.startsWith("TIME") && blank >= 0) {
            Strftime strftime = new Strftime('@');
            return (line, facts) -> line.append(strftime.format(argument, facts.time()));
        }
        if (word.startsWith("VAR") && argument.indexOf('.') >= 0) {
            return (line, facts) -> line.append(facts.variable(argument));
        }
        return literal(INVALID);
    }

    /** One line, without its newline. */
    String line(Facts facts) {
        StringBuilder line = new StringBuilder();
        for (Part part : parts) {
            part.appendTo(line, facts);
        }
        return line.toString();
    }
}
