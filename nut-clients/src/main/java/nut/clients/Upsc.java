package nut.clients;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** upsc: shows a UPS's variables, the UPSes of a server, or the clients of a UPS. */
public final class Upsc {
    private final Streams streams;
    private boolean json;

    private Upsc(Streams streams) {
        this.streams = streams;
    }

    /** The program. */
    public static void main(String[] args) {
        Exit.with(run(args, Streams.ofProcess()));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams) {
        Upsc upsc = new Upsc(streams);
        return new Program("upsc", streams, "Shows what an upsd knows about its UPSes.",
            "[-j] -l | -L [HOST[:PORT]]", "[-j] UPS[@HOST[:PORT]] [VARIABLE]", "[-j] -c UPS[@HOST[:PORT]]")
            .flag("-l", "list the UPSes of the server")
            .flag("-L", "list the UPSes of the server with their descriptions")
            .flag("-c", "list the clients that have logged in to the UPS")
            .flag("-j", "answer in JSON, also when it is an error")
            .onFault(upsc::sayInJson)
            .run(args, upsc::show);
    }

    private void sayInJson(String message) {
        if (json) {
            streams.out().println(Json.error(message.startsWith("Error: ") ? message.substring("Error: ".length()) : message));
        }
    }

    private int show(Given given) throws IOException, ErrorAnswer {
        json = given.has("-j");
        String[] words = Program.words(given);
        boolean described = given.has("-L");
        boolean servers = described || given.has("-l");
        String first = words.length > 0 ? words[0] : "";
        UpsAddress address = servers ? Server.host(first) : Server.ups(first);
        try (NutConnection server = Server.connect(address, Connector.of(given), DebugLines.of(given, streams))) {
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
        Map<String, String> upses = new LinkedHashMap<>();
        try {
            for (List<String> line : server.list("UPS")) {
                requireWords(line, 3);
                upses.put(line.get(1), line.get(2));
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
        if (described) {
            print(upses);
        } else {
            print(List.copyOf(upses.keySet()));
        }
    }

    private void listClients(NutConnection server, String ups) throws IOException {
        List<String> clients = new ArrayList<>();
        try {
            for (List<String> line : server.list("CLIENT", ups)) {
                requireWords(line, 3);
                clients.add(line.get(2));
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
        print(clients);
    }

    private void listVariables(NutConnection server, String ups) throws IOException {
        try {
            print(server.variables(ups));
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
    }

    private void print(List<String> items) {
        if (json) {
            streams.out().println(Json.array(items));
        } else {
            items.forEach(streams.out()::println);
        }
    }

    private void print(Map<String, String> members) {
        if (json) {
            streams.out().println(Json.object(members));
        } else {
            members.forEach((name, value) -> streams.out().println(name + ": " + value));
        }
    }

    private void showVariable(NutConnection server, String ups, String name) throws IOException, ErrorAnswer {
        if (name.indexOf('.') < 0) {
            throw new AdminFault("Error: old-style variable names are not supported");
        }
        try {
            String value = server.variable(ups, name);
            streams.out().println(json ? Json.string(value) : value);
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
