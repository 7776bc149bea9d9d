package nut.common.protocol;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose reads end at a point in time together, not each after a time of its own: TLS reads many times for one handshake or one
 * record, and a server that sends a byte now and then must not hold its client for ever.
 */
final class DeadlineSocket extends Socket {
    private static final int NANOS_A_MILLI = 1_000_000;

    private long deadline;
    private InputStream in;

    /** When reading ends, by {@link System#nanoTime}. */
    void deadline(long nanoTime) {
        deadline = nanoTime;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (in == null) {
            in = new Timed(super.getInputStream());
        }
        return in;
    }

    private final class Timed extends FilterInputStream {
        private Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            prepare();
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            prepare();
            return in.read(into, offset, length);
        }

        private void prepare() throws IOException {
            long left = (deadline - System.nanoTime()) / NANOS_A_MILLI;
            if (left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
    }
}
