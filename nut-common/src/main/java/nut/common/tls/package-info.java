/**
 * TLS as server and clients share it: certificates and private keys from PEM files, and what is made of them: {@link
 * nut.common.tls.ServerTls} gives engines, {@link nut.common.tls.ClientTls} puts TLS over a connected socket. All files are read when these
 * two are made, so that they work after a chroot. It uses the JDK's TLS, and {@code nut.common.posix} for randomness.
 */
package nut.common.tls;
