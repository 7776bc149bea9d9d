package nut.common.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at no certificate: for CERTVERIFY off, which keeps listeners out but not somebody who plays the server. */
final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // Anyone will do.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // Anyone will do.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // Anyone will do.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // Anyone will do.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        // Anyone will do.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        // Anyone will do.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
