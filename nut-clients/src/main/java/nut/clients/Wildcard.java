package nut.clients;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** upslog's {@code *@host}: each UPS that the server has when the log begins. */
final class Wildcard {
    private static final String EVERY = "*";

    private Wildcard() {
    }

    /**
     * The targets with each {@code *} replaced by the server's UPSes.
     *
     * @throws AdminFault if a server that must be asked cannot be, or has no UPS
     */
    static List<LogTarget.Spec> expand(List<LogTarget.Spec> targets, Connector connector) throws IOException {
        List<LogTarget.Spec> all = new ArrayList<>();
        for (LogTarget.Spec target : targets) {
            if (!target.ups().ups().equals(EVERY)) {
                all.add(target);
                continue;
            }
            for (String ups : upses(target.ups(), connector)) {
                all.add(new LogTarget.Spec(new UpsAddress(ups, target.ups().host(), target.ups().port()), target.file()));
            }
        }
        return all;
    }

    private static List<String> upses(UpsAddress address, Connector connector) throws IOException {
        try (NutConnection server = Server.connect(address, connector)) {
            List<String> upses = new ArrayList<>();
            for (List<String> line : server.list("UPS")) {
                if (line.size() > 1) {
                    upses.add(line.get(1));
                }
            }
            if (upses.isEmpty()) {
                throw new AdminFault("Error: the server of " + address + " has no UPS; name one in place of *");
            }
            return upses;
        } catch (ErrorAnswer e) {
            throw Server.refused(e);
        }
    }
}
