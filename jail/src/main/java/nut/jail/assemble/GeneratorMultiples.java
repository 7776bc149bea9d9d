package nut.jail.assemble;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The multiples of the generator of P-256 that the JDK makes when it first meets the curve ({@code sun.security.ec.ECOperations}): four
 * rows of fifteen. The first has all sums of G, 2^64 G, 2^128 G and 2^192 G, each next one is 2^16 times the one above.
 */
final class GeneratorMultiples {
    private static final int ROWS = 4;
    private static final int COLUMNS = 15;
    private static final int ROW_BITS = 16;
    private static final int COLUMN_BITS = 64;

    private final ECParameterSpec curve;
    private final BigInteger prime;

    GeneratorMultiples() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            curve = parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
        prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    }

    /** By row and column; the column's number is the sum of the bits of its parts, from 1. */
    List<ECPoint> points() {
        List<ECPoint> points = new ArrayList<>();
        for (BigInteger factor : factors()) {
            points.add(times(factor));
        }
        return points;
    }

    private static List<BigInteger> factors() {
        List<BigInteger> factors = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 1; column <= COLUMNS; column++) {
                BigInteger factor = BigInteger.ZERO;
                for (int bit = 0; bit < ROWS; bit++) {
                    factor = (column >> bit & 1) == 0 ? factor : factor.setBit(ROW_BITS * row + COLUMN_BITS * bit);
                }
                factors.add(factor);
            }
        }
        return factors;
    }

    private ECPoint times(BigInteger factor) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = sum(sum, sum);
            sum = factor.testBit(bit) ? sum(sum, curve.getGenerator()) : sum;
        }
        return sum;
    }

    /** By chord and tangent (SEC 1, 2.2.1). No point met here is its own negative. */
    private ECPoint sum(ECPoint one, ECPoint other) {
        if (one.equals(ECPoint.POINT_INFINITY)) {
            return other;
        }
        BigInteger x = one.getAffineX();
        BigInteger y = one.getAffineY();
        BigInteger slope = one.equals(other)
            ? x.pow(2).multiply(BigInteger.valueOf(3)).add(curve.getCurve().getA()).multiply(y.shiftLeft(1).modInverse(prime))
            : other.getAffineY().subtract(y).multiply(other.getAffineX().subtract(x).modInverse(prime));
        BigInteger sumX = slope.pow(2).subtract(x).subtract(other.getAffineX()).mod(prime);
        return new ECPoint(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(prime));
    }

    /**
     * Has the JDK that builds sign with each factor for a private key, and verify with its multiple for the public one.
     *
     * @throws IOException when a multiple is not what the JDK holds for it
     */
    void check(List<ECPoint> points) throws IOException {
        List<BigInteger> factors = factors();
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            Signature signature = Signature.getInstance("SHA256withECDSA");
            for (int i = 0; i < factors.size(); i++) {
                signature.initSign(keys.generatePrivate(new ECPrivateKeySpec(factors.get(i), curve)));
                byte[] signed = signature.sign();
                signature.initVerify(keys.generatePublic(new ECPublicKeySpec(points.get(i), curve)));
                if (!signature.verify(signed)) {
                    throw new IOException("multiple " + i + " of the generator of P-256 is wrong");
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("a multiple of the generator of P-256 is wrong: " + e.getMessage(), e);
        }
    }
}
