package nut.clients;

import java.io.IOException;
import java.util.List;
import nut.common.AdminFault;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** upsrw: shows and sets the variables that can be written. */
public final class Upsrw {
    private final Streams streams;
    private final Program program;

    private Upsrw(Streams streams) {
        this.streams = streams;
        this.program = Order.withFlags(new Program("upsrw", streams, "Shows and sets the variables of a UPS that can be written.",
            "[-l] UPS[@HOST[:PORT]]", "-s VARIABLE[=VALUE] [-A FILE] [-u USER] [-p PASSWORD] [-w] [-t SECONDS] UPS[@HOST[:PORT]]"))
            .flag("-l", "list the variables that can be written")
            .value("-s", "VARIABLE[=VALUE]", "set a variable; the value is asked for if it is left out");
    }

    /** The program. */
    public static void main(String[] args) {
        Exit.with(run(args, Streams.ofProcess()));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams) {
        Upsrw upsrw = new Upsrw(streams);
        return upsrw.program.run(args, upsrw::act);
    }

    private int act(Given given) throws IOException, ErrorAnswer {
        String[] words = Program.words(given);
        if (words.length < 1) {
            return program.help();
        }
        UpsAddress address = Server.ups(words[0]);
        String assignment = given.value("-s").orElse(null);
        if (assignment != null && given.has("-l")) {
            streams.err().println("Listing mode requested, overriding setvar specified earlier!");
            assignment = null;
        }
        try (NutConnection server = Server.connect(address, Connector.of(given), DebugLines.of(given, streams))) {
            if (assignment != null) {
                return set(server, address, assignment, given);
            }
            list(server, address.ups());
            return 0;
        }
    }

    private int set(NutConnection server, UpsAddress address, String assignment, Given given) throws IOException {
        int equals = assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals);
        if (name.indexOf('.') < 0) {
            throw new AdminFault("Error: old variable names are not supported");
        }
        Login login = Login.from(given, address, streams);
        String value = equals < 0 ? streams.ask("Enter new value for " + name + ": ") : assignment.substring(equals + 1);
        login.tell(server);
        return Order.prepare(server, streams, given).give("SET", "VAR", address.ups(), name, value);
    }

    private void list(NutConnection server, String ups) throws IOException, ErrorAnswer {
        List<List<String>> variables;
        try {
            variables = server.list("RW", ups);
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
        for (List<String> line : variables) {
            if (line.size() < 4) {
                throw new IOException("insufficient data (got " + line.size() + " args, need at least 4)");
            }
            new WritableVariable(server, ups, line.get(2)).print(streams.out());
        }
    }
}
