package nut.jail.assemble;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.spec.ECPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Has the image know the multiples of P-256's generator, instead of making them in each process that meets the curve: 170,000
 * multiplications, most of them interpreted. All that is replaced is one call in the JDK, by one that looks the multiple up (the JDK's own
 * comment says that this block may be replaced by tables); the arithmetic with it stays the JDK's. A JDK without such a call stays as it
 * is, and its processes make the multiples themselves.
 */
final class KnownMultiples implements ImageRewriting.Rewriter {
    private static final ClassDesc MAKER = ClassDesc.of("sun.security.ec", "ECOperations$Secp256R1GeneratorMontgomeryMultiplier");
    private static final ClassDesc KNOWN = ClassDesc.of("sun.security.ec", "KnownMultiples");
    private static final ClassDesc MULTIPLIER = ClassDesc.of("sun.security.ec", "ECOperations$PointMultiplier");
    private static final MethodTypeDesc MULTIPLY = MethodTypeDesc.of(ClassDesc.of("sun.security.ec.point", "ProjectivePoint$Mutable"),
        ConstantDescs.CD_byte.arrayType());
    private static final int COORDINATE = 32;

    /** The scalar is little-endian: bit 16 r + 64 c is the first of byte 2 r + 8 c. Any other multiple is multiplied as before. */
    private static final String SOURCE = """
        package sun.security.ec;

        import java.math.BigInteger;
        import java.nio.charset.StandardCharsets;
        import java.security.spec.ECPoint;
        import sun.security.ec.point.AffinePoint;
        import sun.security.ec.point.ProjectivePoint;
        import sun.security.util.math.intpoly.MontgomeryIntegerPolynomialP256;

        final class KnownMultiples {
            private static final byte[] COORDINATES = "%s".getBytes(StandardCharsets.ISO_8859_1);

            static ProjectivePoint.Mutable of(ECOperations.PointMultiplier multiplier, byte[] scalar) {
                int row = 0;
                int column = 0;
                for (int i = 0; i < scalar.length; i++) {
                    if (scalar[i] != 0) {
                        if (scalar[i] != 1 || i %% 2 != 0 || i >= 32 || column != 0 && row != i %% 8 / 2) {
                            return multiplier.pointMultiply(scalar);
                        }
                        row = i %% 8 / 2;
                        column |= 1 << i / 8;
                    }
                }
                if (column == 0) {
                    return multiplier.pointMultiply(scalar);
                }
                int at = (15 * row + column - 1) * 64;
                ECPoint point = new ECPoint(new BigInteger(1, COORDINATES, at, 32), new BigInteger(1, COORDINATES, at + 32, 32));
                MontgomeryIntegerPolynomialP256 field = MontgomeryIntegerPolynomialP256.ONE;
                return new ProjectivePoint.Mutable(field).setValue(AffinePoint.fromECPoint(point, field));
            }
        }
        """;

    private final Optional<byte[]> known;

    private KnownMultiples(Optional<byte[]> known) {
        this.known = known;
    }

    /**
     * Makes it, in a folder of its own; with a JDK that it does not fit, one that changes nothing.
     *
     * @throws IOException when what it knows is wrong
     */
    static KnownMultiples in(Path folder) throws IOException {
        GeneratorMultiples multiples = new GeneratorMultiples();
        List<ECPoint> points = multiples.points();
        multiples.check(points);
        return new KnownMultiples(new InternalSource(folder).compile(KNOWN, SOURCE.formatted(literal(points))));
    }

    private static String literal(List<ECPoint> points) {
        StringBuilder literal = new StringBuilder();
        for (ECPoint point : points) {
            octal(point.getAffineX(), literal);
            octal(point.getAffineY(), literal);
        }
        return literal.toString();
    }

    private static void octal(BigInteger coordinate, StringBuilder literal) {
        for (int i = COORDINATE - 1; i >= 0; i--) {
            literal.append(String.format("\\%03o", coordinate.shiftRight(8 * i).intValue() & 0xFF));
        }
    }

    @Override
    public Optional<byte[]> rewrite(ClassModel model, BiConsumer<ClassDesc, byte[]> more) {
        if (known.isEmpty() || !model.thisClass().asSymbol().equals(MAKER)) {
            return Optional.empty();
        }
        int[] calls = {0};
        byte[] rewritten = ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString(ConstantDescs.INIT_NAME), (CodeBuilder builder, CodeElement element) -> {
                if (element instanceof InvokeInstruction call && call.owner().asSymbol().equals(MULTIPLIER)
                    && call.typeSymbol().equals(MULTIPLY)) {
                    calls[0]++;
                    builder.invokestatic(KNOWN, "of", MULTIPLY.insertParameterTypes(0, MULTIPLIER));
                } else {
                    builder.with(element);
                }
            }));
        if (calls[0] != 1) {
            return Optional.empty();
        }
        more.accept(KNOWN, known.get());
        return Optional.of(rewritten);
    }
}
