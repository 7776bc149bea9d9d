package nut.common.state;

/** What a variable is beside its value, in the words of NUT's GET TYPE (net-protocol, "TYPE"). */
public enum ValueFlag {
    /** May be changed with SET. */
    RW,
    /** A text of a limited length. */
    STRING,
    /** A number, whole or with a fraction. */
    NUMBER
}
