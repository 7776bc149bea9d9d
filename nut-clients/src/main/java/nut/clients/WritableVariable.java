package nut.clients;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import nut.common.AdminFault;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** One variable that can be written, as upsrw shows it: name, description, type, and its value among the values it may have. */
record WritableVariable(NutConnection server, String ups, String name) {
    void print(PrintStream out) throws IOException, ErrorAnswer {
        out.println("[" + name + "]");
        out.println(description());
        printType(out);
        out.println();
    }

    private String description() throws IOException {
        try {
            List<String> answer = server.get("DESC", ups, name);
            return answer.isEmpty() ? "Description unavailable" : answer.getFirst();
        } catch (ErrorAnswer e) {
            return "Description unavailable";
        }
    }

    /** The words of TYPE: RW, then ENUM before NUMBER or STRING:length, or RANGE. An old upsd says ENUM alone. */
    private void printType(PrintStream out) throws IOException, ErrorAnswer {
        List<String> words;
        try {
            words = server.get("TYPE", ups, name);
        } catch (ErrorAnswer e) {
            out.println("Unknown type");
            return;
        }
        boolean enumeration = false;
        for (String word : words) {
            String type = word.toUpperCase(Locale.ROOT);
            if (type.equals("ENUM")) {
                enumeration = true;
            } else if (type.equals("RANGE")) {
                printRanges(out);
                return;
            } else if (type.equals("NUMBER") || type.startsWith("STRING:")) {
                out.println("Type: " + (enumeration ? "ENUM " : "") + (type.equals("NUMBER") ? type : "STRING"));
                if (type.startsWith("STRING:")) {
                    out.println("Maximum length: " + type.substring("STRING:".length()));
                }
                printValues(out, enumeration);
                return;
            } else if (!type.equals("RW")) {
                out.println("Type: " + word + " (unrecognized)");
            }
        }
        if (enumeration) {
            out.println("Type: ENUM");
            printValues(out, true);
        }
    }

    private String value() throws IOException {
        try {
            return server.variable(ups, name);
        } catch (ErrorAnswer e) {
            throw new AdminFault("Error: can't get current value of " + name + ": " + e.getMessage());
        }
    }

    private void printValues(PrintStream out, boolean enumeration) throws IOException, ErrorAnswer {
        String value = value();
        if (!enumeration) {
            out.println("Value: " + value);
            return;
        }
        for (List<String> line : server.list("ENUM", ups, name)) {
            if (line.size() < 4) {
                throw new IOException("insufficient data (got " + line.size() + " args, need at least 4)");
            }
            out.println("Option: \"" + line.get(3) + "\"" + (line.get(3).equals(value) ? " SELECTED" : ""));
        }
    }

    private void printRanges(PrintStream out) throws IOException, ErrorAnswer {
        String value = value();
        out.println("Type: RANGE NUMBER");
        for (List<String> line : server.list("RANGE", ups, name)) {
            if (line.size() < 5) {
                throw new IOException("insufficient data (got " + line.size() + " args, need at least 5)");
            }
            out.println("Option: \"" + line.get(3) + "-" + line.get(4) + "\""
                + (isWithin(value, line.get(3), line.get(4)) ? " SELECTED" : ""));
        }
    }

    private static boolean isWithin(String value, String minimum, String maximum) {
        try {
            double number = Double.parseDouble(value);
            return number >= Double.parseDouble(minimum) && number <= Double.parseDouble(maximum);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
