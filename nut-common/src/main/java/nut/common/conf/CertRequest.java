package nut.common.conf;

/** What upsd asks of clients that use TLS (upsd.conf CERTREQUEST), as NUT does it when it is built with OpenSSL. */
public enum CertRequest {
    /** 0: no certificate is asked for. */
    NO,
    /** 1: one is asked for. A client may have none, but one that it shows must be good. */
    REQUEST,
    /** 2: without a good certificate there is no connection. */
    REQUIRE
}
