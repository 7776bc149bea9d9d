package nut.upsd.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.conf.CmdVarTab;

/**
 * What variables and commands mean: what the admin's cmdvartab says, else {@code descriptions.txt} beside this class, read when first
 * asked for. Owned by the loop.
 */
final class Descriptions {
    private static final String SOURCE = "descriptions.txt";
    private static final List<String> SETTINGS = List.of("driver.flag.", "driver.parameter.");
    private static final Set<String> PHASES =
        Set.of("n", "l1", "l2", "l3", "l1-n", "l2-n", "l3-n", "l1-l2", "l2-l3", "l3-l1", "l2-l1", "l3-l2", "l1-l3");

    private CmdVarTab admins = CmdVarTab.NONE;
    private Map<String, String> known;

    /** From now on the admin's descriptions come first. */
    void overruledBy(CmdVarTab ofAdmin) {
        admins = ofAdmin;
    }

    Optional<String> variable(String name) {
        return find(admins.variables(), "variable ", name);
    }

    Optional<String> command(String name) {
        return find(admins.commands(), "command ", name);
    }

    private Optional<String> find(Map<String, String> first, String kind, String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        String ofAdmin = first.get(lowerCase);
        if (ofAdmin != null) {
            return Optional.of(ofAdmin);
        }
        if (known == null) {
            known = read();
        }
        String exact = known.get(kind + lowerCase);
        return Optional.ofNullable(exact != null ? exact : known.get(kind + general(lowerCase)));
    }

    /** The name with n for each number and p for each phase that stands between dots, and * for a driver's setting. */
    private static String general(String name) {
        for (String setting : SETTINGS) {
            if (name.startsWith(setting) && name.length() > setting.length()) {
                return setting + "*";
            }
        }
        String[] parts = name.split("\\.", -1);
        for (int i = 1; i < parts.length - 1; i++) {
            parts[i] = isNumber(parts[i]) ? "n" : PHASES.contains(parts[i]) ? "p" : parts[i];
        }
        return String.join(".", parts);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static Map<String, String> read() {
        try (InputStream in = Descriptions.class.getResourceAsStream(SOURCE)) {
            Map<String, String> found = new HashMap<>(1024);
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
