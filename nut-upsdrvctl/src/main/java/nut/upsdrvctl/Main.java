package nut.upsdrvctl;

import java.io.PrintStream;
import java.util.List;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.daemon.Exit;
import nut.common.daemon.Launched;
import nut.common.posix.PosixException;

/** {@code upsdrvctl}: the command line of the driver controller, with the flags of NUT's upsdrvctl(8). */
public final class Main {
    static final String PROGRAM = "upsdrvctl";

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        int status = run(Launched.arguments(arguments), System.out, System.err);
        Exit.with(status);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            CommandLineParser parser = new CommandLineParser();
            Request request = parser.parse(arguments);
            return switch (request.action()) {
                case HELP -> {
                    parser.help(out);
                    yield 0;
                }
                case VERSION -> {
                    out.println(Version.line(PROGRAM));
                    yield 0;
                }
                default -> new Controller(request, new Console(out, err, request.debug())).act();
            };
        } catch (AdminFault fault) {
            err.println(PROGRAM + ": " + fault.getMessage());
        } catch (PosixException failed) {
            err.println(PROGRAM + ": " + failed.getMessage());
        }
        return 1;
    }
}
