package nut.clients;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import nut.common.AdminFault;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** How the programs find and reach an upsd, and what they say when they do not. The phrases are NUT's, because scripts look for them. */
final class Server {
    private Server() {
    }

    /** The UPS that a word names. */
    static UpsAddress ups(String word) {
        try {
            return UpsAddress.parse(word);
        } catch (IllegalArgumentException e) {
            throw new AdminFault("Error: invalid UPS definition.  Required format: upsname[@hostname[:port]]; " + e.getMessage());
        }
    }

    /** The server that a word names. */
    static UpsAddress host(String word) {
        try {
            return UpsAddress.parseServer(word);
        } catch (IllegalArgumentException e) {
            throw new AdminFault("Error: invalid hostname.  Required format: [hostname[:port]]; " + e.getMessage());
        }
    }

    /**
     * Connects, with TLS where nutauth.conf wants it.
     *
     * @throws AdminFault if that fails, with NUT's phrase
     */
    static NutConnection connect(UpsAddress address, Connector connector) {
        try {
            return connector.open(address);
        } catch (IOException e) {
            throw new AdminFault("Error: " + unreachable(e));
        }
    }

    /** As {@link #connect(UpsAddress, Connector)}, and what is said there is shown if that is wanted. */
    static NutConnection connect(UpsAddress address, Connector connector, DebugLines debug) {
        debug.say("connecting to " + address.host() + " port " + address.port());
        NutConnection server = connect(address, connector);
        debug.watch(server);
        return server;
    }

    /** Why there is no connection. */
    static String unreachable(IOException e) {
        if (e instanceof UnknownHostException) {
            return "No such host";
        }
        return "Connection failure: " + (e instanceof SocketTimeoutException ? "Connection timed out" : e.getMessage());
    }

    /** Why a conversation broke off. */
    static String reason(IOException e) {
        return e instanceof SocketTimeoutException ? "Read error: Connection timed out" : e.getMessage();
    }

    /** What a listing says to an ERR. */
    static AdminFault refused(ErrorAnswer e) {
        return new AdminFault("Error: "
            + (e.code().equals("UNKNOWN-COMMAND") ? "upsd is too old to support this query" : e.getMessage()));
    }
}
