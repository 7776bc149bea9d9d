package nut.clients;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** upscmd: shows and gives instant commands. */
public final class Upscmd {
    private final Streams streams;
    private final Program program;

    private Upscmd(Streams streams) {
        this.streams = streams;
        this.program = Order.withFlags(new Program("upscmd", streams, "Has a UPS do something at once.",
            "-l UPS[@HOST[:PORT]]", "[-A FILE] [-u USER] [-p PASSWORD] [-w] [-t SECONDS] UPS[@HOST[:PORT]] COMMAND [VALUE]"))
            .flag("-l", "list the commands that the UPS knows");
    }

    /** The program. */
    public static void main(String[] args) {
        Exit.with(run(args, Streams.ofProcess()));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams) {
        Upscmd upscmd = new Upscmd(streams);
        return upscmd.program.run(args, upscmd::act);
    }

    private int act(Given given) throws IOException {
        String[] words = Program.words(given);
        boolean list = given.has("-l");
        if (words.length < (list ? 1 : 2)) {
            return program.help();
        }
        UpsAddress address = Server.ups(words[0]);
        if (!list && words[1].indexOf('.') < 0) {
            throw new AdminFault("Error: old command names are not supported");
        }
        try (NutConnection server = Server.connect(address, Connector.of(given), DebugLines.of(given, streams))) {
            if (list) {
                list(server, address.ups());
                return 0;
            }
            Login.from(given, address, streams).tell(server);
            Order order = Order.prepare(server, streams, given);
            return words.length > 2 ? order.give("INSTCMD", address.ups(), words[1], words[2])
                : order.give("INSTCMD", address.ups(), words[1]);
        }
    }

    private void list(NutConnection server, String ups) throws IOException {
        List<String> commands = new ArrayList<>();
        try {
            for (List<String> line : server.list("CMD", ups)) {
                if (line.size() < 3) {
                    throw new IOException("insufficient data (got " + line.size() + " args, need at least 3)");
                }
                commands.add(line.get(2));
            }
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
        streams.out().println("Instant commands supported on UPS [" + ups + "]:");
        streams.out().println();
        for (String command : commands) {
            streams.out().println(command + description(server, ups, command));
        }
    }

    private static String description(NutConnection server, String ups, String command) throws IOException {
        try {
            List<String> answer = server.get("CMDDESC", ups, command);
            return answer.isEmpty() ? "" : " - " + answer.getFirst();
        } catch (ErrorAnswer e) {
            return "";
        }
    }
}
