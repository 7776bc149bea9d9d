package nut.driver.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nut.common.AdminFault;

/** The models that can be simulated. Each is a file beside this class, {@code NAME.model}, in the language of the configuration files. */
final class Models {
    /** The names, the usual one first. */
    static final List<String> NAMES = List.of("smart-ups-700", "smart-ups-1500", "smart-ups-600", "matrix-ups",
        "smart-ups-rt", "back-ups");

    private Models() {
    }

    /** The usual one. */
    static Profile usual() {
        return named(NAMES.getFirst());
    }

    /**
     * A model.
     *
     * @throws AdminFault when there is none of this name
     */
    static Profile named(String name) {
        if (!NAMES.contains(name)) {
            throw new AdminFault("--model " + name + " is not known; it is one of " + String.join(", ", NAMES));
        }
        String file = name + ".model";
        try (InputStream in = Models.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + file);
            }
            return ProfileReader.read(name, file, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
