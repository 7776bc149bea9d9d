package nut.common.conf;

/**
 * One {@code name = value} of ups.conf, or a flag.
 *
 * @param position where it stands
 * @param name     as NUT writes it
 * @param value    "" for a flag
 */
public record Setting(Position position, String name, String value) {
    /** Without the value: a driver's option may be a password. */
    @Override
    public String toString() {
        return position + " " + name;
    }
}
