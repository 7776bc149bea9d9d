package nut.jail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** From a driver's publication to its line at a client that has subscribed, as that client reads it. */
final class News {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final double GOAL_MICROS = 200;
    private static final int WARM_UP = 1000;

    private final Server server;
    private final int runs;
    private final int lines;

    News(Server server, int runs, int lines) {
        this.server = server;
        this.runs = runs;
        this.lines = lines;
    }

    Row row() throws IOException {
        String measure = "publication to a subscriber's socket";
        String goal = "p50 below 200 us";
        double[] medians = new double[runs];
        double[] late = new double[runs];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            socket.getOutputStream().write("SUBSCRIBE ups0 ups.timer\n".getBytes(StandardCharsets.US_ASCII));
            String answer = in.readLine();
            if (!"OK".equals(answer)) {
                return new Row(measure, goal, "-", "no SUBSCRIBE here: " + answer, false);
            }
            run(in, WARM_UP);
            for (int i = 0; i < runs; i++) {
                double[] micros = run(in, lines);
                medians[i] = Median.at(micros, 0.5);
                late[i] = Median.at(micros, 0.99);
            }
        }
        double median = Median.at(medians, 0.5);
        return new Row(measure, goal, "-", String.format("p50 %.0f us, p99 %.0f us", median, Median.at(late, 0.5)), median < GOAL_MICROS);
    }

    private static double[] run(BufferedReader in, int lines) throws IOException {
        double[] micros = new double[lines];
        for (int i = 0; i < lines; i++) {
            String line = in.readLine();
            long now = System.nanoTime();
            if (line == null || !line.startsWith("VAR ups0 ups.timer \"")) {
                throw new IOException("not a line of news: " + line);
            }
            micros[i] = (now - Long.parseLong(line.substring(line.indexOf('"') + 1, line.length() - 1))) / 1000.0;
        }
        return micros;
    }
}
