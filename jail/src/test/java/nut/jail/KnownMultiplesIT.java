package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images' arithmetic on P-256, of which a part is not the JDK's, beside that of the JDK that runs the tests. Each signature and each
 * verification takes 64 multiples of the generator out of 60, by random numbers.
 */
@Timeout(120)
class KnownMultiplesIT {
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "lib/jail/runtime"})
    void whatAnImageSignsTheJdkFindsGoodAndTheOtherWayRound(String image) throws Exception {
        List<KeyPair> pairs = pairs();
        List<String> words = new ArrayList<>();
        for (KeyPair pair : pairs) {
            words.add(((ECPrivateKey) pair.getPrivate()).getS().toString(16));
            words.add(hex(pair) + ":" + CurveProbe.sign(((ECPrivateKey) pair.getPrivate()).getS()));
        }
        words.add(hex(pairs.get(0)) + ":" + CurveProbe.sign(((ECPrivateKey) pairs.get(1).getPrivate()).getS()));
        List<String> said = probe(image, words);

        for (int i = 0; i < ROUNDS; i++) {
            assertTrue(CurveProbe.verify(hex(pairs.get(i)), said.get(1 + 2 * i)), "signature " + i);
            assertEquals("true", said.get(2 + 2 * i), "verification " + i);
        }
        assertEquals("false", said.getLast(), "a signature by another key");
        assumeTrue(said.getFirst().equals("true"), "this JDK makes the multiples in a way that the build does not know");
    }

    private static List<KeyPair> pairs() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        List<KeyPair> pairs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            pairs.add(generator.generateKeyPair());
        }
        return pairs;
    }

    private static String hex(KeyPair pair) {
        return HexFormat.of().formatHex(pair.getPublic().getEncoded());
    }

    private static List<String> probe(String image, List<String> words) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("nut.tree")).resolve(image).resolve("bin/java");
        List<String> line = new ArrayList<>(List.of(java.toString(), "-Xlog:disable", "-cp",
            Path.of("target/test-classes").toAbsolutePath().toString(), CurveProbe.class.getName()));
        line.addAll(words);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }
}
