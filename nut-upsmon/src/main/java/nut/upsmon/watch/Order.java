package nut.upsmon.watch;

import java.util.Optional;

/** What the watcher can order of the parent: one byte each, and nothing else ever comes through that pipe. */
public enum Order {
    /** Run SHUTDOWNCMD. */
    SHUT_DOWN('S'),
    /** All is calm: the reload that you asked for may be done now, which replaces the watcher. */
    REPLACE('R');

    private final byte code;

    Order(char code) {
        this.code = (byte) code;
    }

    /** The order that a byte means. */
    public static Optional<Order> of(byte code) {
        for (Order order : values()) {
            if (order.code == code) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    byte[] bytes() {
        return new byte[] {code};
    }
}
