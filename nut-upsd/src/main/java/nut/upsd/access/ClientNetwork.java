package nut.upsd.access;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * What one client can be held to be: an IPv4 address, or the first 64 bits of an IPv6 address, of which any customer can take new ones at
 * will within its network.
 *
 * @param text the address, or those bits
 */
public record ClientNetwork(String text) {
    private static final int NETWORK_BYTES = 8;

    /**
     * The network of an address.
     *
     * @param address as inet_ntop(3) writes it
     */
    public static ClientNetwork of(String address) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return new ClientNetwork(bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES));
    }
}
