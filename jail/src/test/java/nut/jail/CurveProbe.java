package nut.jail;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signs and verifies with P-256 in whatever runtime it is started, for {@link KnownMultiplesIT}. It needs nothing but that runtime. */
public final class CurveProbe {
    private CurveProbe() {
    }

    /**
     * Says whether the runtime knows the multiples of the generator; then, for each word, a signature, or whether one is good.
     *
     * @param args {@code KEY} to sign with, a number in hexadecimal digits, or {@code PUBLICKEY:SIGNATURE} to verify
     */
    public static void main(String[] args) throws GeneralSecurityException {
        System.out.println(knowsMultiples());
        for (String word : args) {
            int colon = word.indexOf(':');
            System.out.println(colon < 0 ? sign(new BigInteger(word, 16)) : verify(word.substring(0, colon), word.substring(colon + 1)));
        }
    }

    private static boolean knowsMultiples() {
        try {
            Class.forName("sun.security.ec.KnownMultiples");
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static String sign(BigInteger key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(key, parameters.getParameterSpec(ECParameterSpec.class))));
        return HexFormat.of().formatHex(signature.sign());
    }

    static boolean verify(String key, String signed) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(key)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(publicKey);
        return signature.verify(HexFormat.of().parseHex(signed));
    }
}
