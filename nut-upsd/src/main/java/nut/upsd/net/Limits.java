package nut.upsd.net;

/**
 * How much clients may take of upsd's heap, all of them together.
 *
 * @param heldBytes      what they may make it keep: answers not read, requests not finished
 * @param tlsConnections how many of them may speak TLS
 */
public record Limits(long heldBytes, int tlsConnections) {
    private static final int HEAP_PART = 8;
    /** A connection that speaks TLS costs some 15 kB, and 33 kB more while it keeps what a client sends by halves. */
    private static final long BYTES_A_TLS_CONNECTION = 128 * 1024;
    private static final int MOST_TLS_CONNECTIONS = 16_384;

    /** What a heap of that size allows. */
    public static Limits ofHeap(long bytes) {
        return new Limits(bytes / HEAP_PART, (int) Math.min(MOST_TLS_CONNECTIONS, bytes / BYTES_A_TLS_CONNECTION));
    }
}
