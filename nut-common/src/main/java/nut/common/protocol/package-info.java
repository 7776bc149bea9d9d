/**
 * The words of NUT's network protocol and the client side of a connection. It uses {@code nut.common.conf} for the grammar and
 * {@code nut.common.tls} for encryption.
 */
package nut.common.protocol;
