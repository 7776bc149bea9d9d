package nut.upsd.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What variables and commands mean, from {@code descriptions.txt} beside this class, read when first asked for. Owned by the loop. */
final class Descriptions {
    private static final String SOURCE = "descriptions.txt";

    private Map<String, String> known;

    Optional<String> variable(String name) {
        return find("variable ", name);
    }

    Optional<String> command(String name) {
        return find("command ", name);
    }

    private Optional<String> find(String kind, String name) {
        if (known == null) {
            known = read();
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        String exact = known.get(kind + lowerCase);
        return Optional.ofNullable(exact != null ? exact : known.get(kind + withoutNumbers(lowerCase)));
    }

    private static String withoutNumbers(String name) {
        StringBuilder general = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            int end = i;
            while (end < name.length() && Character.isDigit(name.charAt(end))) {
                end++;
            }
            boolean numberBetweenDots = end > i && i > 0 && name.charAt(i - 1) == '.' && end < name.length() && name.charAt(end) == '.';
            general.append(numberBetweenDots ? 'n' : name.charAt(i));
            if (numberBetweenDots) {
                i = end - 1;
            }
        }
        return general.toString();
    }

    private static Map<String, String> read() {
        try (InputStream in = Descriptions.class.getResourceAsStream(SOURCE)) {
            Map<String, String> found = new HashMap<>(512);
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                int afterKind = line.indexOf(' ');
                int afterName = line.indexOf(' ', afterKind + 1);
                if (!line.startsWith("#")) {
                    found.put(line.substring(0, afterName), line.substring(afterName + 1));
                }
            }
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(SOURCE + " is part of upsd and cannot be read", e);
        }
    }
}
