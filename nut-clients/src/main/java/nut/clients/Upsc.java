package nut.clients;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** upsc: shows a UPS's variables, the UPSes of a server, or the clients of a UPS. */
public final class Upsc {
    private final Streams streams;

    private Upsc(Streams streams) {
        this.streams = streams;
    }

    /** The program. */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams) {
        Upsc upsc = new Upsc(streams);
        return new Program("upsc", streams, "Shows what an upsd knows about its UPSes.",
            "-l | -L [HOST[:PORT]]", "UPS[@HOST[:PORT]] [VARIABLE]", "-c UPS[@HOST[:PORT]]")
            .flag("-l", "list the UPSes of the server")
            .flag("-L", "list the UPSes of the server with their descriptions")
            .flag("-c", "list the clients that have logged in to the UPS")
            .run(args, upsc::show);
    }

    private int show(Given given) throws IOException, ErrorAnswer {
        String[] words = Program.words(given);
        boolean described = given.has("-L");
        boolean servers = described || given.has("-l");
        String first = words.length > 0 ? words[0] : "";
        UpsAddress address = servers ? Server.host(first) : Server.ups(first);
        try (NutConnection server = Server.connect(address, Program.timeout(given))) {
            if (servers) {
                listUpses(server, described);
            } else if (given.has("-c")) {
                listClients(server, address.ups());
            } else if (words.length > 1) {
                showVariable(server, address.ups(), words[1]);
            } else {
                listVariables(server, address.ups());
            }
        }
        return 0;
    }

    private void listUpses(NutConnection server, boolean described) throws IOException {
        try {
            for (List<String> line : server.list("UPS")) {
                requireWords(line, 3);
                streams.out().println(described ? line.get(1) + ": " + line.get(2) : line.get(1));
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
    }

    private void listClients(NutConnection server, String ups) throws IOException {
        try {
            for (List<String> line : server.list("CLIENT", ups)) {
                requireWords(line, 3);
                streams.out().println(line.get(2));
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
    }

    private void listVariables(NutConnection server, String ups) throws IOException {
        try {
            for (Map.Entry<String, String> variable : server.variables(ups).entrySet()) {
                streams.out().println(variable.getKey() + ": " + variable.getValue());
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
    }

    private void showVariable(NutConnection server, String ups, String name) throws IOException, ErrorAnswer {
        if (name.indexOf('.') < 0) {
            throw new AdminFault("Error: old-style variable names are not supported");
        }
        try {
            streams.out().println(server.variable(ups, name));
        } catch (ErrorAnswer e) {
            if (e.code().equals("UNKNOWN-COMMAND")) {
                throw new AdminFault("Error: variable unknown (old upsd detected)");
            }
            throw e;
        } catch (IllegalArgumentException e) {
            throw new AdminFault("Error: " + e.getMessage());
        }
    }

    private static void requireWords(List<String> line, int atLeast) throws IOException {
        if (line.size() < atLeast) {
            throw new IOException("insufficient data (got " + line.size() + " args, need at least " + atLeast + ")");
        }
    }
}
