package nut.common.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the tables of P-256 are worth a thread: it takes processor time from the handshake where they are not. */
final class HeadStartTest {
    /** {@code openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=a}; it needs not be valid any more. */
    private static final String RSA = """
        -----BEGIN CERTIFICATE-----
        MIIC+TCCAeGgAwIBAgIUGZdWhGxvRNQBNCVkAPzxuWDyV9AwDQYJKoZIhvcNAQEL
        BQAwDDEKMAgGA1UEAwwBYTAeFw0yNjEyMDEwMzQzMzZaFw0yNjEyMDIwMzQzMzZa
        MAwxCjAIBgNVBAMMAWEwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCn
        JN/P/9v5PyeADX712eNmoQsGB51LnOjCqWkHxiauV/+M/xWcpYyfN53HZIOS/0fl
        thDZNElhLDeLSQc/3xSbajcXzBGZo3DWoASYa72lKfxx7AZNeG6cYvmRXgTMMcW9
        2sE9HjB4QFbLKaFp6KsFJ1vzUQ1OT8F1YGcUF2epIIfBpMq6Gx7bSP9Q02L0v2si
        mMhNceutCpB0iAWR8a3EmmeT1qKACpo5MUSGCMhQGIq/g2L4vhBHSaZa7UjAwboV
        58RPkdbRn7Ibb8HxGCf5Wu92WzLNbKCmmnWyiJk4MSCvzfPDCDKDoKmEJBi7F+kN
        mTnJ+kTct0xjVkj/Uoj1AgMBAAGjUzBRMB0GA1UdDgQWBBRtvoL9pAXrJKgf1fRI
        lgg0qa2Y6jAfBgNVHSMEGDAWgBRtvoL9pAXrJKgf1fRIlgg0qa2Y6jAPBgNVHRMB
        Af8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQALsb/egPIc8lr/eO7DojwxWYv7
        Ywk/qF49aTe8YuBJ0gFu24VKvG4Cwt3ESfqqycmjqU2R+VefPWLAnj98gYTBmu7I
        7fn7RcJ1lYZFr9l9z5t9BoiOClBACldmdbMihIeKDtOWSUwQFofndh6g9yCPt4fr
        Bb0J7wmDetq9JcuF2ONPB7sAw2Y0pKWzeUUqLAZKxfVuUCnB4dKB3blJfmkQP7N/
        Qu/TsZRbPuHFbD0xsoPitXUQoWL5ECgm8BULZiXTWp5+D8OgMQqyem+rttHq7Fl0
        dKVNPlbbKkTYbBc8LMrAN34mYDW5nyVmFmHG4m74u6Nx/K7QDSTJH6vd9or/
        -----END CERTIFICATE-----
        """;
    /** {@code openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=a}. */
    private static final String P256 = """
        -----BEGIN CERTIFICATE-----
        MIIBbjCCAROgAwIBAgIUBfTCzFZLQ6HroOhfckeWG14KZEowCgYIKoZIzj0EAwIw
        DDEKMAgGA1UEAwwBYTAeFw0yNjEyMDEwMzQzMzZaFw0yNjEyMDIwMzQzMzZaMAwx
        CjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASo1pq9tHVABBYc
        CGu4hFujf8SmG8U8/w0g0XUjJMMie17AofoQLogYSGoOFCCgGOXHjVQcetJzr17s
        MCUex8JNo1MwUTAdBgNVHQ4EFgQUgKNtK+PqtsEdx04zdeHgQQQY/WMwHwYDVR0j
        BBgwFoAUgKNtK+PqtsEdx04zdeHgQQQY/WMwDwYDVR0TAQH/BAUwAwEB/zAKBggq
        hkjOPQQDAgNJADBGAiEA1Yg76QcC4bYJNI/vARd8FRpSm7MzJr0VYtzPQmZdATEC
        IQCN/oW5NTSqDgQNkVTrmNxw5ubn/c0CzT/HnafOqTXjRw==
        -----END CERTIFICATE-----
        """;

    @TempDir
    private Path folder;

    @Test
    void anAuthorityOfThatCurveWantsThem() throws IOException {
        assertTrue(HeadStart.mayMeetP256(file(P256)));
    }

    @Test
    void oneOfRsaDoesNot() throws IOException {
        assertFalse(HeadStart.mayMeetP256(file(RSA)));
    }

    @Test
    void oneAmongOthersDoes() throws IOException {
        assertTrue(HeadStart.mayMeetP256(file("two authorities\n" + RSA + P256)));
    }

    @Test
    void aDirectoryMayHoldOne() {
        assertTrue(HeadStart.mayMeetP256(folder));
    }

    @Test
    void whatCannotBeReadIsLeftToWhoNeedsIt() throws IOException {
        assertFalse(HeadStart.mayMeetP256(folder.resolve("missing.pem")));
        assertFalse(HeadStart.mayMeetP256(file("-----BEGIN CERTIFICATE-----\nAAAA\n")));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), text);
    }
}
