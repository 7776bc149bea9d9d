/**
 * The network side of upsd: the sockets that it listens on, the one event loop that owns all connections, and the reader that makes
 * requests from bytes. Bytes come from clients and go to a {@link nut.upsd.net.Dialogue} as words; what that answers goes back in one
 * write. Where a client asked for TLS, a {@link nut.upsd.net.TlsLayer} lies between. It knows no command and no UPS; it uses
 * {@code nut.upsd.answer} for its output and {@code nut.common.tls} for certificates.
 */
package nut.upsd.net;
