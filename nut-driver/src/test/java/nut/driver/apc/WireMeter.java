package nut.driver.apc;

import java.util.ArrayList;
import java.util.List;
import nut.driver.line.Line;
import nut.driver.line.LineLost;

/** Sits between driver and line and measures each exchange: from the first byte that is sent to the last that comes back. */
final class WireMeter implements Line {
    /** Ten bits a byte at 2400 baud. */
    static final double BYTE_MILLIS = 10_000.0 / 2400;

    /** One question, or a row of them, and its answer. */
    record Exchange(String query, int bytes, double takenMillis) {
        double wireMillis() {
            return bytes * BYTE_MILLIS;
        }

        double ratio() {
            return takenMillis / wireMillis();
        }
    }

    private final Line line;
    private final List<Exchange> exchanges = new ArrayList<>();
    private String query = "";
    private int bytes;
    private long began;
    private long last;

    WireMeter(Line line) {
        this.line = line;
    }

    /** What was exchanged since this was last asked. */
    List<Exchange> take() {
        end();
        List<Exchange> taken = List.copyOf(exchanges);
        exchanges.clear();
        return taken;
    }

    /** All of them as one: its time includes what the driver did in between. */
    static Exchange sum(String name, List<Exchange> exchanges, double takenMillis) {
        return new Exchange(name, exchanges.stream().mapToInt(Exchange::bytes).sum(), takenMillis);
    }

    @Override
    public void write(byte... sent) throws LineLost {
        end();
        began = line.nanos();
        StringBuilder shown = new StringBuilder();
        for (byte value : sent) {
            shown.append(SmartLink.shown((char) (value & 0xFF)));
        }
        query = shown.toString();
        bytes = sent.length;
        line.write(sent);
    }

    @Override
    public int read(long deadlineNanos) throws LineLost {
        int received = line.read(deadlineNanos);
        if (received != NOTHING) {
            bytes++;
            last = line.nanos();
        }
        return received;
    }

    @Override
    public boolean hasNews() {
        return line.hasNews();
    }

    @Override
    public long nanos() {
        return line.nanos();
    }

    @Override
    public void close() {
        line.close();
    }

    private void end() {
        if (bytes > 0) {
            exchanges.add(new Exchange(query, bytes, (last - began) / 1e6));
            bytes = 0;
        }
    }
}
