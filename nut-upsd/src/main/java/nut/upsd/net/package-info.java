/**
 * The network side of upsd: the sockets that it listens on, the one event loop that owns all connections, and the reader that makes
 * requests from bytes. Bytes come from clients and go to a {@link nut.upsd.net.Dialogue} as words; what that answers goes back in one
 * write. It knows no command and no UPS; it uses {@code nut.upsd.answer} for its output.
 */
package nut.upsd.net;
