package nut.common.protocol;

import java.util.Map;

/** upsd answered {@code ERR code}. The connection goes on. The message is the short phrase that NUT's clients print for the code. */
public final class ErrorAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    /** The codes of the protocol (net-protocol.txt) and what NUT's clients say for them; scripts look for these phrases. */
    private static final Map<String, String> PHRASES = Map.ofEntries(
        Map.entry("VAR-NOT-SUPPORTED", "Variable not supported by UPS"),
        Map.entry("UNKNOWN-UPS", "Unknown UPS"),
        Map.entry("ACCESS-DENIED", "Access denied"),
        Map.entry("PASSWORD-REQUIRED", "Password required"),
        Map.entry("PASSWORD-INCORRECT", "Password incorrect"),
        Map.entry("MISSING-ARGUMENT", "Missing argument"),
        Map.entry("DATA-STALE", "Data stale"),
        Map.entry("VAR-UNKNOWN", "Variable unknown"),
        Map.entry("ALREADY-LOGGED-IN", "Already logged in"),
        Map.entry("ALREADY-SET-PASSWORD", "Already set password"),
        Map.entry("UNKNOWN-TYPE", "Unknown variable type"),
        Map.entry("UNKNOWN-VAR", "Unknown variable"),
        Map.entry("READONLY", "Read-only variable"),
        Map.entry("TOO-LONG", "New value is too long"),
        Map.entry("INVALID-VALUE", "Invalid value for variable"),
        Map.entry("SET-FAILED", "Set command failed"),
        Map.entry("UNKNOWN-INSTCMD", "Unknown instant command"),
        Map.entry("INSTCMD-FAILED", "Instant command failed"),
        Map.entry("CMD-NOT-SUPPORTED", "Instant command not supported"),
        Map.entry("INVALID-USERNAME", "Invalid username"),
        Map.entry("ALREADY-SET-USERNAME", "Already set username"),
        Map.entry("UNKNOWN-COMMAND", "Unknown command"),
        Map.entry("INVALID-PASSWORD", "Invalid password"),
        Map.entry("USERNAME-REQUIRED", "Username required"),
        Map.entry("DRIVER-NOT-CONNECTED", "Driver not connected"),
        Map.entry("TOO-MANY-SUBSCRIPTIONS", "Too many subscriptions"),
        Map.entry("INVALID-ARGUMENT", "Invalid argument"));

    private final String code;

    ErrorAnswer(String code) {
        super(PHRASES.getOrDefault(code, "Unknown error (" + code + ")"), null, false, false);
        this.code = code;
    }

    /** The word after ERR, like {@code DATA-STALE}. */
    public String code() {
        return code;
    }
}
