package nut.upsd.answer;

import java.nio.charset.StandardCharsets;

/** The error words of NUT's network protocol (net-protocol, "Error responses"), each with the bytes of its answer. */
public enum ErrorWord {
    /** The user's name, password or rights do not suffice. */
    ACCESS_DENIED,
    /** No UPS of that name in ups.conf. */
    UNKNOWN_UPS,
    /** The UPS has no such variable. */
    VAR_NOT_SUPPORTED,
    /** The UPS takes no such instant command. */
    CMD_NOT_SUPPORTED,
    /** Too few or too many words, or a word that means nothing here. */
    INVALID_ARGUMENT,
    /** The instant command could not be handed to the driver. */
    INSTCMD_FAILED,
    /** The new value could not be handed to the driver. */
    SET_FAILED,
    /** The variable cannot be set. */
    READONLY,
    /** The new value is longer than the variable takes. */
    TOO_LONG,
    /** The new value is not one of those that the variable takes. */
    INVALID_VALUE,
    /** This upsd has no such feature. */
    FEATURE_NOT_SUPPORTED,
    /** The feature exists but is not switched on. */
    FEATURE_NOT_CONFIGURED,
    /** This connection speaks TLS already. */
    ALREADY_SSL_MODE,
    /** No driver is running for the UPS. */
    DRIVER_NOT_CONNECTED,
    /** The driver has lost its UPS, or has not been heard of for MAXAGE. */
    DATA_STALE,
    /** This connection did LOGIN before. */
    ALREADY_LOGGED_IN,
    /** This connection sent PASSWORD before. */
    ALREADY_SET_PASSWORD,
    /** This connection sent USERNAME before. */
    ALREADY_SET_USERNAME,
    /** USERNAME has to come first. */
    USERNAME_REQUIRED,
    /** PASSWORD has to come first. */
    PASSWORD_REQUIRED,
    /** The client, or all clients together, listen to as much as upsd can keep; an error word of our own. */
    TOO_MANY_SUBSCRIPTIONS,
    /** No such command. */
    UNKNOWN_COMMAND;

    private final byte[] line = ("ERR " + name().replace('_', '-') + "\n").getBytes(StandardCharsets.US_ASCII);

    /** Tells, as news and not as an answer, that this is so of a UPS or of one of its variables. */
    public void about(String whom, Output out) {
        out.bytes(line, line.length - 1).blank().text(whom).end();
    }

    /** Answers with this error. */
    public void to(Output out) {
        out.bytes(line);
    }
}
