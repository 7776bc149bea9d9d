package nut.common.conf;

import java.util.Locale;
import java.util.Map;

/**
 * What upsmon.conf says of connections to upsd, with the meaning that it has for a NUT 2.8.6 that is built with OpenSSL.
 *
 * @param tls   CERTPATH, CERTFILE, CERTIDENT, CERTVERIFY, FORCESSL: for every server
 * @param hosts CERTHOST, by host in small letters: whole, with what it has from {@code tls}
 */
public record UpsmonNetwork(ClientTlsConf tls, Map<String, ClientTlsConf> hosts) {
    /** Nothing was said. */
    public static final UpsmonNetwork NONE = new UpsmonNetwork(ClientTlsConf.NONE, Map.of());

    /** What was said. */
    public UpsmonNetwork {
        hosts = Map.copyOf(hosts);
    }

    /** How to encrypt connections to a host. */
    public ClientTlsConf tls(String host) {
        return hosts.getOrDefault(host.toLowerCase(Locale.ROOT), tls);
    }
}
